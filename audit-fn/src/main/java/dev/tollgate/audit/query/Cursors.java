package dev.tollgate.audit.query;

import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.record.Pseudonyms;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;

/**
 * Cursors: where a search goes on. Each is signed together with the search's filters, with a key that is made of the
 * tenant's, so that it holds for the same search only, and nobody can make one.
 */
final class Cursors {
    private static final int LONGEST = 400;
    private static final int SIGNATURE_LETTERS = 43;
    private static final char BETWEEN = '|';

    private final Pseudonyms signer;

    Cursors(Pseudonyms tenant) {
        this.signer = new Pseudonyms(tenant.keyFor("audit cursors"));
    }

    /**
     * @param from the first moment of the search
     * @param to the moment after its last
     * @param before the place where the page ended
     */
    record Position(Instant from, Instant to, String before) {}

    String text(Filters filters, Position position) {
        String content = position.from().toString() + BETWEEN + position.to() + BETWEEN + position.before();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((signature(filters, content) + content).getBytes(StandardCharsets.UTF_8));
    }

    Position read(String cursor, Filters filters) throws ProblemException {
        try {
            if (cursor.length() <= LONGEST) {
                String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
                if (text.length() > SIGNATURE_LETTERS) {
                    String content = text.substring(SIGNATURE_LETTERS);
                    if (isEqual(text.substring(0, SIGNATURE_LETTERS), signature(filters, content))) {
                        return position(content);
                    }
                }
            }
        } catch (IllegalArgumentException | DateTimeException notOurs) {
            // As below.
        }
        throw Filters.wrong("cursor", "the next_cursor of the page before, with the same filters");
    }

    private static Position position(String content) {
        int first = content.indexOf(BETWEEN);
        int second = content.indexOf(BETWEEN, first + 1);
        return new Position(
                Instant.parse(content.substring(0, first)),
                Instant.parse(content.substring(first + 1, second)),
                content.substring(second + 1));
    }

    private String signature(Filters filters, String content) {
        return signer.digestOf(
                "audit cursor", (filters.canonical() + BETWEEN + content).getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isEqual(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
