package dev.tollgate.redaction;

import dev.tollgate.core.http.HttpRequest;
import java.util.Arrays;
import java.util.Locale;

/** What a caller can unpack (RFC 9110, section 12.5.3). */
final class AcceptedEncoding {
    private AcceptedEncoding() {}

    static boolean isGzip(HttpRequest request) {
        String accepted = request.header("accept-encoding").orElse("").toLowerCase(Locale.ROOT);
        return Arrays.stream(accepted.split(",")).map(String::strip).anyMatch(AcceptedEncoding::isGzip);
    }

    private static boolean isGzip(String coding) {
        int semicolon = coding.indexOf(';');
        String name = (semicolon < 0 ? coding : coding.substring(0, semicolon)).strip();
        String weight = semicolon < 0 ? "" : coding.substring(semicolon + 1).replace(" ", "");
        boolean isRefused =
                weight.startsWith("q=0") && weight.substring(3).chars().allMatch(c -> c == '0' || c == '.');
        return name.equals("gzip") && !isRefused;
    }
}
