package dev.tollgate.core.scan.secret;

import dev.tollgate.core.scan.ByteClass;
import dev.tollgate.core.scan.Sink;
import dev.tollgate.core.scan.WordDetector;
import java.util.List;

import static dev.tollgate.core.scan.ByteClass.isAlphanumeric;

/** {@code Bearer ...} (RFC 6750, section 2.1) and {@code Basic ...} (RFC 7617), wherever they stand. */
public final class AuthorizationHeaders implements WordDetector {
    private static final List<String> WORDS = List.of("bearer ", "basic ");
    private static final int LONGEST = 4_096;

    private final SecretValues values;

    AuthorizationHeaders(SecretValues values) {
        this.values = values;
    }

    @Override
    public List<String> words() {
        return WORDS;
    }

    @Override
    public void look(byte[] text, int from, int to, int word, int end, Sink sink) {
        if (!ByteClass.isStart(text, from, end - WORDS.get(word).length())) {
            return;
        }
        int at = end;
        int latest = Math.min(to, end + LONGEST);
        while (at < latest && isOfToken(text[at])) {
            at++;
        }
        if (at == latest && latest < to) {
            return;
        }
        while (at > end && text[at - 1] == '.') {
            at--;
        }
        if (word == 0) {
            values.lookBearer(text, end, at, sink);
        } else if (at - end >= 12) {
            values.lookBasic(text, end, at, sink);
        }
    }

    private static boolean isOfToken(byte b) {
        return b > 0
                && (isAlphanumeric(b)
                        || b == '-'
                        || b == '.'
                        || b == '_'
                        || b == '~'
                        || b == '+'
                        || b == '/'
                        || b == '=');
    }
}
