package dev.tollgate.core.http;

import java.util.regex.Pattern;

/** The media type that the APIs take: JSON, which is UTF-8 (RFC 8259, section 8.1). */
public final class JsonType {
    private static final Pattern FORM =
            Pattern.compile("application/json\\s*(;\\s*charset\\s*=\\s*\"?utf-8\"?\\s*)?", Pattern.CASE_INSENSITIVE);

    private JsonType() {}

    public static void check(HttpRequest request) throws ProblemException {
        String type = request.header("content-type").orElse("");
        if (!FORM.matcher(type.strip()).matches()) {
            throw new ProblemException(
                    Problem.badRequest("Header 'Content-Type': expected application/json in UTF-8."));
        }
    }
}
