package dev.tollgate.core.policy.expr;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;
import java.util.Optional;

/**
 * Regular expressions and globs, all in time linear in the text. A pattern whose repetitions within repetitions would
 * make it large is refused before it is compiled.
 */
public final class Patterns {
    private static final int LONGEST = 1_000;
    private static final long LARGEST = 5_000;

    private Patterns() {}

    /** What is wrong with a pattern; empty when it can be used. */
    public static Optional<String> fault(String pattern) {
        if (pattern.length() > LONGEST) {
            return Optional.of("the pattern has more than " + LONGEST + " characters");
        }
        if (largestSize(pattern) > LARGEST) {
            return Optional.of("the pattern repeats too much");
        }
        try {
            Pattern.compile(pattern);
            return Optional.empty();
        } catch (PatternSyntaxException malformed) {
            return Optional.of("the pattern is none that RE2 knows (" + malformed.getDescription() + ")");
        }
    }

    /** Whether each character stands for itself. */
    static boolean isLiteral(String pattern) {
        return pattern.chars().noneMatch(c -> "\\.+*?()|[]{}^$".indexOf(c) >= 0);
    }

    static Object matches(Evaluation run, Object text, Object pattern) {
        if (!(text instanceof String searched) || !(pattern instanceof String written)) {
            return Functions.mismatch(Function.MATCHES, text, pattern);
        }
        long size = largestSize(written);
        if (written.length() > LONGEST || size > LARGEST) {
            return Node.failed("the pattern is too large");
        }
        if (run.over(2 * size)) {
            return Node.OVER_BUDGET;
        }
        try {
            return find(run, searched, Pattern.compile(written));
        } catch (PatternSyntaxException malformed) {
            return Node.failed("the text is no pattern");
        }
    }

    static Object find(Evaluation run, String text, Pattern pattern) {
        if (run.over((1L + (text.length() >> 4)) * pattern.programSize())) {
            return Node.OVER_BUDGET;
        }
        return pattern.matcher(text).find();
    }

    static Object glob(Evaluation run, Object text, Object pattern) {
        if (!(text instanceof String tried) || !(pattern instanceof String written)) {
            return Functions.mismatch(Function.GLOB, text, pattern);
        }
        if (run.over((1L + (tried.length() >> 4)) * (1L + written.length()))) {
            return Node.OVER_BUDGET;
        }
        return written.isEmpty() ? (Object) tried.isEmpty() : globMatches(tried, written);
    }

    /**
     * {@code *} stands for any run of characters, also none; everything else for itself. It takes at most pattern length
     * times text length steps, whatever the pattern.
     */
    public static boolean globMatches(String text, String pattern) {
        int p = 0;
        int t = 0;
        int lastStar = -1;
        int resumeAt = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                lastStar = p++;
                resumeAt = t;
            } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
                p++;
                t++;
            } else if (lastStar >= 0) {
                p = lastStar + 1;
                t = ++resumeAt;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    /** At most how many steps the compiled pattern has, without compiling it. */
    private static long largestSize(String pattern) {
        var groups = new ArrayDeque<long[]>();
        // Of the group that is open: its size so far, and that of its last atom.
        long[] group = {0, 0};
        for (int i = 0; i < pattern.length(); i++) {
            switch (pattern.charAt(i)) {
                case '(' -> {
                    groups.push(new long[] {group[0] + group[1], 0});
                    group = new long[] {2, 0};
                }
                case ')' -> {
                    long inner = group[0] + group[1];
                    group = groups.isEmpty() ? new long[] {0, 0} : groups.pop();
                    group[1] = inner;
                }
                case '{' -> {
                    int end = pattern.indexOf('}', i);
                    long most = end < 0 ? 1 : largestNumber(pattern.substring(i + 1, end));
                    group[1] = Math.min(LARGEST + 1, (group[1] + 1) * Math.max(1, most));
                }
                default -> {
                    group[0] += group[1];
                    group[1] = 2;
                    i = endOfAtom(pattern, i);
                }
            }
        }
        long size = group[0] + group[1];
        for (long[] open : groups) {
            size += open[0] + open[1];
        }
        return size;
    }

    /** The last character of an escape or class, in which brackets stand for themselves. */
    private static int endOfAtom(String pattern, int start) {
        if (pattern.startsWith("\\Q", start)) {
            int end = pattern.indexOf("\\E", start);
            return end < 0 ? pattern.length() : end + 1;
        }
        if (pattern.charAt(start) == '\\') {
            return start + 1;
        }
        if (pattern.charAt(start) != '[') {
            return start;
        }
        int i = pattern.startsWith("^", start + 1) ? start + 2 : start + 1;
        for (i = pattern.startsWith("]", i) ? i + 1 : i; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == ']') {
                return i;
            }
            if (c == '\\') {
                i++;
            } else if (pattern.startsWith("[:", i)) {
                int end = pattern.indexOf(":]", i + 2);
                i = end < 0 ? i : end + 1;
            }
        }
        return pattern.length();
    }

    private static long largestNumber(String bounds) {
        long largest = 0;
        long number = 0;
        for (int i = 0; i < bounds.length(); i++) {
            char c = bounds.charAt(i);
            number = c >= '0' && c <= '9' ? Math.min(LARGEST + 1, number * 10 + (c - '0')) : 0;
            largest = Math.max(largest, number);
        }
        return largest;
    }
}
