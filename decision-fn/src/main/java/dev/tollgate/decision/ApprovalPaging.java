package dev.tollgate.decision;

import dev.tollgate.core.http.Problem;
import dev.tollgate.core.http.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** Reads what part of the pending requests a caller wants. */
final class ApprovalPaging {
    private static final String USUAL_LIMIT = "100";
    private static final int MOST = 100;
    private static final int LONGEST_CURSOR = 200;

    private ApprovalPaging() {}

    /** @param after the sort key to go on after; empty for the first page */
    record Paging(int limit, String after) {}

    static Paging read(Map<String, String> query) throws ProblemException {
        if (!query.getOrDefault("status", "pending").equals("pending")) {
            throw wrong("status", "pending; what was decided stands in the audit records");
        }
        return new Paging(limit(query.getOrDefault("limit", USUAL_LIMIT)), after(query.getOrDefault("cursor", "")));
    }

    static String cursor(String after) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(after.getBytes(StandardCharsets.UTF_8));
    }

    private static int limit(String text) throws ProblemException {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        } catch (NumberFormatException noNumber) {
            // As below.
        }
        throw wrong("limit", "a whole number from 1 to " + MOST);
    }

    private static String after(String cursor) throws ProblemException {
        try {
            if (cursor.length() <= LONGEST_CURSOR) {
                return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            }
        } catch (IllegalArgumentException notBase64) {
            // As below.
        }
        throw wrong("cursor", "the next_cursor of the page before");
    }

    private static ProblemException wrong(String name, String expected) {
        return new ProblemException(Problem.badRequest("'" + name + "': expected " + expected + "."));
    }
}
