package dev.tollgate.local.gateway;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Undoes percent-encoding (RFC 3986). */
enum PercentCoding {
    PATH,
    /** In queries, a plus sign is a space. */
    QUERY;

    /** Empty when a percent sign is not followed by two hexadecimal digits. */
    Optional<String> decode(String encoded) {
        if (encoded.indexOf('%') < 0 && (this == PATH || encoded.indexOf('+') < 0)) {
            return Optional.of(encoded);
        }
        var bytes = new ByteArrayOutputStream(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c == '%') {
                if (i + 2 >= encoded.length()) {
                    return Optional.empty();
                }
                int high = Character.digit(encoded.charAt(i + 1), 16);
                int low = Character.digit(encoded.charAt(i + 2), 16);
                if (high < 0 || low < 0) {
                    return Optional.empty();
                }
                bytes.write(high << 4 | low);
                i += 2;
            } else {
                bytes.write(c == '+' && this == QUERY ? ' ' : c);
            }
        }
        return Optional.of(bytes.toString(StandardCharsets.UTF_8));
    }
}
