package dev.tollgate.redaction;

import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.Problem;
import dev.tollgate.core.http.ProblemException;
import java.util.Locale;

/**
 * A request's body, unpacked as far as the bound.
 *
 * @param isWhole whether nothing was left out
 */
record RequestBytes(byte[] bytes, boolean isWhole) {
    private static final int MOST_BYTES = 6 * 1024 * 1024;
    /** In base 64 it still fits into an event of Lambda. */
    private static final int MOST_PACKED_BYTES = 4_613_734;

    static RequestBytes of(HttpRequest request) throws ProblemException {
        byte[] body = request.body();
        String encoding = request.header("content-encoding").orElse("").strip().toLowerCase(Locale.ROOT);
        return switch (encoding) {
            case "", "identity" -> new RequestBytes(body, body.length <= MOST_BYTES);
            case "gzip" -> unpacked(body);
            default ->
                throw new ProblemException(
                        Problem.badRequest("Header 'Content-Encoding': expected gzip, or no such header."));
        };
    }

    private static RequestBytes unpacked(byte[] packed) throws ProblemException {
        RequestBytes unpacked = GzipMembers.unpacked(packed, MOST_BYTES);
        return packed.length <= MOST_PACKED_BYTES ? unpacked : new RequestBytes(unpacked.bytes(), false);
    }
}
