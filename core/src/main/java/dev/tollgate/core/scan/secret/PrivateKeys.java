package dev.tollgate.core.scan.secret;

import dev.tollgate.core.scan.SecretKind;
import dev.tollgate.core.scan.Sink;
import dev.tollgate.core.scan.WordDetector;
import java.nio.charset.StandardCharsets;
import java.util.List;

import static dev.tollgate.core.scan.ByteClass.isAlphanumeric;
import static dev.tollgate.core.scan.ByteClass.isDigit;

/**
 * Private keys in armour, from their first line to their last, or to where they are cut: PEM (RFC 7468, section 2), OpenSSH,
 * OpenPGP (RFC 9580, section 6.2), OpenVPN's static keys, and PuTTY's files. Line ends may be written as {@code \n}.
 */
public final class PrivateKeys implements WordDetector {
    private static final SecretKind PRIVATE_KEY = new SecretKind("PRIVATE_KEY");
    private static final SecretKind PUTTY = new SecretKind("PUTTY_PRIVATE_KEY");
    static final List<SecretKind> KINDS = List.of(PRIVATE_KEY, PUTTY);
    private static final List<String> WORDS = List.of("-----begin ", "putty-user-key-file-");
    private static final byte[] DASHES = "-----".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "-----END".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PUTTY_FILE = "PuTTY-User-Key-File-".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PUTTY_KEY = "Private-Lines:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PUTTY_END = "Private-MAC:".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_LABEL = 64;
    private static final int SHORTEST_LINE = 16;
    private static final int LONG_LINE = 32;
    private static final int LONGEST = 64 * 1024;

    @Override
    public List<String> words() {
        return WORDS;
    }

    @Override
    public void look(byte[] text, int from, int to, int word, int end, Sink sink) {
        int start = end - WORDS.get(word).length();
        if (word == 0) {
            pem(text, to, start, end, sink);
        } else {
            putty(text, to, start, end, sink);
        }
    }

    private static void pem(byte[] text, int to, int start, int end, Sink sink) {
        int labelEnd = indexOf(text, end, Math.min(to, end + LONGEST_LABEL), DASHES);
        if (labelEnd < 0 || !isPrivate(text, end, labelEnd)) {
            return;
        }
        int body = labelEnd + DASHES.length;
        int latest = Math.min(to, body + LONGEST);
        int next = indexOf(text, body, latest, DASHES);
        boolean isWhole = next >= 0 && startsWith(text, next, to, END);
        int bodyEnd = isWhole ? next : bodyEnd(text, body, next < 0 ? latest : next);
        if (!hasKey(text, body, bodyEnd)) {
            return;
        }
        if (!isWhole) {
            sink.found(PRIVATE_KEY, start, bodyEnd, 95);
            return;
        }
        int last = indexOf(text, next + END.length, Math.min(to, next + END.length + LONGEST_LABEL), DASHES);
        sink.found(PRIVATE_KEY, start, last < 0 ? next + END.length : last + DASHES.length, 98);
    }

    /** {@code RSA PRIVATE KEY}, {@code PGP PRIVATE KEY BLOCK}, {@code OpenVPN Static key V1}. */
    private static boolean isPrivate(byte[] text, int from, int to) {
        String label = new String(text, from, to - from, StandardCharsets.ISO_8859_1);
        return label.contains("PRIVATE KEY") || label.contains("Static key");
    }

    /** Of a key without its last line: where lines end that look like base 64. */
    private static int bodyEnd(byte[] text, int from, int to) {
        int end = from;
        int at = from;
        while (at < to) {
            int line = behindSpace(text, at, to);
            int lineEnd = line;
            while (lineEnd < to && isOfBody(text[lineEnd])) {
                lineEnd++;
            }
            boolean isCut = lineEnd == to;
            boolean isLine = lineEnd - line >= SHORTEST_LINE || lineEnd > line && (text[lineEnd - 1] == '=' || isCut);
            boolean isHeader = lineEnd < to && text[lineEnd] == ':';
            if (isHeader) {
                lineEnd = lineEnd(text, lineEnd, to);
            } else if (!isLine) {
                return end;
            } else {
                end = lineEnd;
            }
            if (lineEnd < to && text[lineEnd] != '\\' && text[lineEnd] > ' ') {
                return end;
            }
            at = Math.max(lineEnd, at + 1);
        }
        return end;
    }

    private static int lineEnd(byte[] text, int from, int to) {
        int end = from;
        while (end < to && text[end] != '\n' && text[end] != '\\') {
            end++;
        }
        return end;
    }

    /** Behind space, and behind line ends that are written as {@code \n}. */
    private static int behindSpace(byte[] text, int from, int to) {
        int at = from;
        while (at < to) {
            boolean isEscape = text[at] == '\\'
                    && at + 1 < to
                    && (text[at + 1] == 'n' || text[at + 1] == 'r' || text[at + 1] == '\\');
            if (isEscape) {
                at += 2;
            } else if (text[at] <= ' ' && text[at] >= 0) {
                at++;
            } else {
                return at;
            }
        }
        return at;
    }

    private static boolean isOfBody(byte b) {
        return b > 0 && isAlphanumeric(b) || b == '+' || b == '/' || b == '=';
    }

    /** A line of base 64, and no sign that code or documentation only speaks of a key. */
    private static boolean hasKey(byte[] text, int from, int to) {
        int run = 0;
        boolean hasDigit = false;
        for (int i = from; i < to; i++) {
            byte b = text[i];
            if (b == '.' && i + 1 < to && text[i + 1] == '.' || b == '$' || b == '<' || b == ';') {
                return false;
            }
            run = isOfBody(b) ? run + 1 : 0;
            hasDigit = run > 0 && (hasDigit || isDigit(b));
            if (run >= SHORTEST_LINE && hasDigit || run >= LONG_LINE) {
                return true;
            }
        }
        return false;
    }

    private static void putty(byte[] text, int to, int start, int end, Sink sink) {
        if (end + 1 >= to || !isDigit(text[end]) || text[end + 1] != ':') {
            return;
        }
        int latest = Math.min(to, end + LONGEST);
        int next = indexOf(text, end, latest, PUTTY_FILE);
        int last = next < 0 ? latest : next;
        int key = indexOf(text, end, last, PUTTY_KEY);
        if (key < 0) {
            return;
        }
        int mac = indexOf(text, key, last, PUTTY_END);
        int stop = mac < 0 ? last : mac + PUTTY_END.length;
        while (stop < last && (text[stop] == ' ' || isOfBody(text[stop]))) {
            stop++;
        }
        sink.found(PUTTY, start, stop, 97);
    }

    private static int indexOf(byte[] text, int from, int to, byte[] wanted) {
        for (int i = from; i + wanted.length <= to; i++) {
            if (startsWith(text, i, to, wanted)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean startsWith(byte[] text, int at, int to, byte[] wanted) {
        if (at + wanted.length > to) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (text[at + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
