package dev.tollgate.core.argument.schema;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Reads a pattern as JSON Schema means it (ECMA-262, Unicode) and writes it as RE2 does. Whatever RE2 would take in
 * another sense is rewritten or refused. Counts how large the compiled pattern can become on the way.
 */
final class EcmaScriptPattern {
    private static final int LONGEST = 2_000;
    private static final long LARGEST = 5_000;
    private static final int MOST_REPEATS = 1_000;
    private static final int DEEPEST = 50;

    private final String pattern;
    private final StringBuilder out = new StringBuilder();
    private final Deque<Size> open = new ArrayDeque<>();
    private Size size = new Size();
    private int at;

    /** Of one group: what stands before its last part, and that part, which a quantifier would multiply. */
    private static final class Size {
        private long before;
        private long last;
        private boolean repeatable;

        void next(long cost) {
            before = Math.min(LARGEST + 1, before + last);
            last = cost;
            repeatable = true;
        }

        void times(long count) {
            last = Math.min(LARGEST + 1, (last + 1) * Math.max(1, count));
        }

        long all() {
            return Math.min(LARGEST + 1, before + last);
        }
    }

    EcmaScriptPattern(String pattern) {
        this.pattern = pattern;
    }

    /** @throws IllegalArgumentException when there is no such pattern in RE2, or it is too large */
    String asRe2() {
        if (pattern.length() > LONGEST) {
            throw new IllegalArgumentException("expected a pattern of at most " + LONGEST + " characters");
        }
        if (pattern.startsWith("(?i)")) {
            out.append("(?i)");
            at = 4;
        }
        while (at < pattern.length()) {
            part(pattern.codePointAt(at));
            if (size.all() > LARGEST) {
                throw new IllegalArgumentException("expected a pattern that repeats less");
            }
        }
        if (!open.isEmpty()) {
            throw wrong("expected )");
        }
        return out.toString();
    }

    private void part(int c) {
        switch (c) {
            case '(' -> openGroup();
            case ')' -> closeGroup();
            case '|' -> {
                size.next(1);
                size.repeatable = false;
                copy();
            }
            case '^', '$' -> {
                size.next(1);
                size.repeatable = false;
                copy();
            }
            case '*', '+', '?' -> {
                copy();
                repeat(1);
            }
            case '{' -> braces();
            case '[' -> {
                size.next(2);
                CharacterClass read = CharacterClass.at(at, pattern);
                at = read.end();
                out.append(read.asRe2());
            }
            case '.' -> {
                size.next(2);
                at++;
                out.append("[^\\n\\r\\x{2028}\\x{2029}]");
            }
            case '\\' -> {
                size.next(2);
                Escape escape = Escape.at(at, pattern);
                size.repeatable = !escape.isAssertion();
                at = escape.end();
                out.append(escape.asRe2());
            }
            default -> {
                size.next(2);
                at += Character.charCount(c);
                out.append(Escape.literal(c));
            }
        }
    }

    private void openGroup() {
        if (open.size() == DEEPEST) {
            throw wrong("expected groups nested at most " + DEEPEST + " deep");
        }
        at++;
        if (pattern.startsWith("?:", at)) {
            at += 2;
        } else if (pattern.startsWith("?=", at)
                || pattern.startsWith("?!", at)
                || pattern.startsWith("?<=", at)
                || pattern.startsWith("?<!", at)) {
            throw wrong("expected a pattern that looks neither ahead nor behind");
        } else if (pattern.startsWith("?<", at) && pattern.indexOf('>', at) > 0) {
            at = pattern.indexOf('>', at) + 1;
        } else if (pattern.startsWith("?", at)) {
            throw wrong("expected (, (?: or (?<name>");
        }
        out.append("(?:");
        open.push(size);
        size = new Size();
    }

    private void closeGroup() {
        if (open.isEmpty()) {
            throw wrong("expected no )");
        }
        copy();
        long inner = size.all();
        size = open.pop();
        size.next(inner + 1);
    }

    private void braces() {
        int end = pattern.indexOf('}', at);
        String bounds = end < 0 ? "" : pattern.substring(at + 1, end);
        if (!isBounds(bounds)) {
            size.next(2);
            at++;
            out.append("\\{");
            return;
        }
        int comma = bounds.indexOf(',');
        int least = count(comma < 0 ? bounds : bounds.substring(0, comma));
        int most = comma < 0 || comma == bounds.length() - 1 ? least : count(bounds.substring(comma + 1));
        if (most < least) {
            throw wrong("expected a quantifier with the smaller number first");
        }
        out.append('{').append(bounds).append('}');
        at = end + 1;
        repeat(most);
    }

    private void repeat(int count) {
        if (!size.repeatable) {
            throw wrong("expected something that can be repeated before the quantifier");
        }
        size.times(count);
        size.repeatable = false;
        if (pattern.startsWith("?", at)) {
            copy();
        }
    }

    private int count(String digits) {
        int count = digits.length() > 4 ? MOST_REPEATS + 1 : Integer.parseInt(digits);
        if (count > MOST_REPEATS) {
            throw wrong("expected at most " + MOST_REPEATS + " repetitions");
        }
        return count;
    }

    /** {@code n}, {@code n,} or {@code n,m}; braces around anything else stand for themselves. */
    private static boolean isBounds(String text) {
        int comma = text.indexOf(',');
        String first = comma < 0 ? text : text.substring(0, comma);
        String second = comma < 0 ? "" : text.substring(comma + 1);
        return !first.isEmpty() && isDigits(first) && isDigits(second);
    }

    private static boolean isDigits(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private void copy() {
        out.append(pattern.charAt(at++));
    }

    private IllegalArgumentException wrong(String message) {
        return new IllegalArgumentException(message + ", at offset " + at);
    }
}
