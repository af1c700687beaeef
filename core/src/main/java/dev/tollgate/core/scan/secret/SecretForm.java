package dev.tollgate.core.scan.secret;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The form of a secret, as {@code secret/kinds.txt} writes it: what stands around a word, or a whole value. Each part takes
 * as many bytes as it can and gives none back, so that a look reads each byte once.
 */
public final class SecretForm {
    /** What {@link #match} gives where the text has not this form. */
    static final long NO_MATCH = -1;

    private final List<String> words;
    private final Part[] before;
    private final Part[] after;
    private final int secretFromBefore;
    private final int secretFromAfter;
    private final int secretToAfter;
    private final Part first;
    private final Part last;

    /**
     * Bytes of one class.
     *
     * @param low the bytes 0 to 63 that belong to it, as bits
     * @param high the bytes 64 to 127
     */
    record Part(long low, long high, int least, int most) {
        boolean has(byte b) {
            return b >= 0 && ((b < 64 ? low : high) >>> (b & 63) & 1) != 0;
        }

        static Part of(String members, int least, int most) {
            long low = 0;
            long high = 0;
            for (byte b : members.getBytes(StandardCharsets.US_ASCII)) {
                if (b < 64) {
                    low |= 1L << b;
                } else {
                    high |= 1L << (b & 63);
                }
            }
            return new Part(low, high, least, most);
        }
    }

    SecretForm(List<String> words, Marked before, Marked after) {
        this.words = List.copyOf(words);
        this.before = before.parts().toArray(Part[]::new);
        this.after = after.parts().toArray(Part[]::new);
        this.secretFromBefore = before.from();
        this.secretFromAfter = after.from();
        this.secretToAfter = after.to();
        this.first = this.before.length > 0 ? this.before[0] : this.after[0];
        this.last = this.after.length > 0 ? this.after[this.after.length - 1] : Part.of("", 0, 0);
    }

    /**
     * @param from the place of the part with which the secret begins; -1 when no mark says so
     * @param to the place behind its last part; -1 when no mark says so
     */
    record Marked(List<Part> parts, int from, int to) {}

    static SecretForm of(String form) {
        return new SecretFormReader(form).read();
    }

    /** In the case in which they must stand; empty when the form is of a value behind a label. */
    List<String> words() {
        return words;
    }

    List<Part> before() {
        return List.of(before);
    }

    List<Part> after() {
        return List.of(after);
    }

    /**
     * @param start of the word, or where a value begins
     * @param end the byte after the word; {@code start} when the form has none
     * @return the first byte of the secret, times 2^32, and the byte after its last; or {@link #NO_MATCH}
     */
    long match(byte[] text, int from, int to, int start, int end) {
        int secretFrom = -1;
        int at = start;
        for (int i = before.length - 1; i >= 0; i--) {
            Part part = before[i];
            int earliest = Math.max(from, at - part.most());
            int part0 = at;
            while (at > earliest && part.has(text[at - 1])) {
                at--;
            }
            if (part0 - at < part.least()) {
                return NO_MATCH;
            }
            secretFrom = i == secretFromBefore ? at : secretFrom;
        }
        if (!mayBegin(text, from, at, start == end)) {
            return NO_MATCH;
        }
        int next = end;
        int secretTo = -1;
        for (int i = 0; i < after.length; i++) {
            secretFrom = i == secretFromAfter ? next : secretFrom;
            Part part = after[i];
            int latest = Math.min(to, next + part.most());
            int part0 = next;
            while (next < latest && part.has(text[next])) {
                next++;
            }
            if (next - part0 < part.least()) {
                return NO_MATCH;
            }
            secretTo = i + 1 == secretToAfter ? next : secretTo;
        }
        if (!mayEnd(text, to, next)) {
            return NO_MATCH;
        }
        return (long) (secretFrom < 0 ? at : secretFrom) << 32 | (secretTo < 0 ? next : secretTo);
    }

    /** Not inside of something longer of the same bytes; no look then reads what another one has read. */
    private boolean mayBegin(byte[] text, int from, int at, boolean isValue) {
        if (at == from || isValue) {
            return true;
        }
        byte prior = text[at - 1];
        if (!first.has(prior) && !(isAlphanumeric(prior) && isAlphanumeric(text[at]))) {
            return true;
        }
        boolean isEscape = at - from >= 2
                && text[at - 2] == '\\'
                && (prior == 'n' || prior == 't' || prior == 'r' || prior == '"' || prior == '/');
        boolean isPercent = at - from >= 3 && text[at - 3] == '%' && before.length == 0;
        return isEscape || isPercent;
    }

    private boolean mayEnd(byte[] text, int to, int end) {
        return end == to || !last.has(text[end]) && !(isAlphanumeric(text[end]) && isAlphanumeric(text[end - 1]));
    }

    private static boolean isAlphanumeric(byte b) {
        return b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z';
    }
}
