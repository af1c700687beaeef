package dev.tollgate.core.scan.secret;

import dev.tollgate.core.scan.ByteClass;
import dev.tollgate.core.scan.Keywords;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import static dev.tollgate.core.scan.ByteClass.isAsciiLetter;
import static dev.tollgate.core.scan.ByteClass.isDigit;

/** Tells what stands in the place of a secret from secrets: {@code changeme}, {@code <token>}, {@code ${TOKEN}}. */
final class Placeholders {
    private static final int LONGEST_WORD = 40;
    private static final int LONGEST_LOOK = 512;
    private static final int LONGEST_RUN = 4;

    private final Keywords inside;
    private final List<byte[]> beginnings;
    private final Set<String> whole;

    private Placeholders(Keywords inside, List<byte[]> beginnings, Set<String> whole) {
        this.inside = inside;
        this.beginnings = beginnings;
        this.whole = whole;
    }

    static Placeholders ofResource() {
        Map<String, List<String>> lists = DataLines.lists("placeholders.txt");
        return new Placeholders(
                Keywords.of(lists.get("has")),
                lists.get("starts").stream()
                        .map(start -> start.getBytes(StandardCharsets.UTF_8))
                        .toList(),
                Set.copyOf(Set.copyOf(lists.get("is"))));
    }

    boolean isOne(byte[] text, int from, int to) {
        return to <= from
                || isVariable(text, from, to)
                || isMonotonous(text, from, to)
                || hasWord(text, from, to)
                || isWord(text, from, to)
                || begins(text, from, to);
    }

    /** {@code $NAME}, {@code %NAME%}, {@code <name>}, {@code [name]}, {@code {name}}, {@code :name}, {@code %s}. */
    private static boolean isVariable(byte[] text, int from, int to) {
        byte first = text[from];
        byte last = text[to - 1];
        return switch (first) {
            case '<' -> last == '>';
            case '[' -> last == ']';
            case '{' -> last == '}';
            case '%' -> last == '%' || to - from <= 3 || text[from + 1] == '(';
            case '@' -> last == '@' && to - from > 2;
            case ':' -> isName(text, from + 1, to);
            case '$' -> isName(text, from + 1, to);
            case '&' -> isName(text, from + 1, to);
            default -> false;
        };
    }

    /** Letters of one case and underscores. */
    private static boolean isName(byte[] text, int from, int to) {
        boolean hasLower = false;
        boolean hasUpper = false;
        for (int i = from; i < to; i++) {
            byte b = text[i];
            hasLower |= b >= 'a' && b <= 'z';
            hasUpper |= b >= 'A' && b <= 'Z';
            if (!isAsciiLetter(b) && b != '_' && !isDigit(b)) {
                return false;
            }
        }
        return hasLower != hasUpper || to - from <= 1;
    }

    /** One sign four times in a row, as nobody's secret has it, or signs that mostly follow each other: 12345678abcdefgh. */
    private static boolean isMonotonous(byte[] text, int from, int to) {
        int run = 1;
        int steps = 0;
        int latest = Math.min(to, from + LONGEST_LOOK);
        for (int i = from + 1; i < latest; i++) {
            int step = text[i] - text[i - 1];
            run = step == 0 ? run + 1 : 1;
            steps += step == 0 || step == 1 ? 1 : 0;
            if (run >= LONGEST_RUN && !ByteClass.isAlphanumeric(text[i]) && text[i] != '=' && text[i] != '/') {
                return true;
            }
        }
        return latest - from > 12 && steps * 10 > (latest - from) * 6;
    }

    private boolean hasWord(byte[] text, int from, int to) {
        int state = Keywords.START;
        int latest = Math.min(to, from + LONGEST_LOOK);
        for (int i = from; i < latest; i++) {
            state = inside.next(state, text[i]);
            if (inside.isEnd(state)) {
                return true;
            }
        }
        return false;
    }

    private boolean isWord(byte[] text, int from, int to) {
        return to - from <= LONGEST_WORD
                && whole.contains(new String(text, from, to - from, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT));
    }

    private boolean begins(byte[] text, int from, int to) {
        for (byte[] beginning : beginnings) {
            if (to - from >= beginning.length && startsWith(text, from, beginning)) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWith(byte[] text, int from, byte[] beginning) {
        for (int i = 0; i < beginning.length; i++) {
            if (ByteClass.lower(text[from + i]) != beginning[i]) {
                return false;
            }
        }
        return true;
    }
}
