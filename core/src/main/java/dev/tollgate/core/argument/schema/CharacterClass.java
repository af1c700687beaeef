package dev.tollgate.core.argument.schema;

import java.util.OptionalInt;

/**
 * A class such as {@code [a-z_]} of an ECMA-262 pattern.
 *
 * @param end the offset behind it
 */
record CharacterClass(String asRe2, int end) {
    private static final String NOTHING = "[^\\x00-\\x{10FFFF}]";
    private static final String ANYTHING = "[\\x00-\\x{10FFFF}]";

    static CharacterClass at(int start, String pattern) {
        boolean negated = pattern.startsWith("^", start + 1);
        var content = new StringBuilder();
        int at = negated ? start + 2 : start + 1;
        while (at < pattern.length() && pattern.charAt(at) != ']') {
            Escape first = member(at, pattern);
            at = first.end();
            boolean isRange = pattern.startsWith("-", at) && at + 1 < pattern.length() && pattern.charAt(at + 1) != ']';
            if (!isRange) {
                content.append(first.withinClass());
                continue;
            }
            Escape last = member(at + 1, pattern);
            if (first.character().isEmpty() || last.character().isEmpty()) {
                // As in [\w-.], where - can only stand for itself.
                content.append(first.withinClass()).append(Escape.literal('-'));
                at++;
                continue;
            }
            content.append(range(first.character().getAsInt(), last.character().getAsInt(), at));
            at = last.end();
        }
        if (at >= pattern.length()) {
            throw Escape.wrong("expected ]", start);
        }
        if (content.isEmpty()) {
            return new CharacterClass(negated ? ANYTHING : NOTHING, at + 1);
        }
        return new CharacterClass((negated ? "[^" : "[") + content + "]", at + 1);
    }

    private static Escape member(int at, String pattern) {
        int c = pattern.codePointAt(at);
        if (c != '\\') {
            return new Escape(Escape.literal(c), OptionalInt.of(c), at + Character.charCount(c));
        }
        if (pattern.startsWith("b", at + 1)) {
            return new Escape("\\x08", OptionalInt.of('\b'), at + 2);
        }
        Escape escape = Escape.at(at, pattern);
        if (escape.isAssertion()) {
            throw Escape.wrong("expected no \\B between [ and ]", at);
        }
        return escape;
    }

    private static String range(int first, int last, int at) {
        if (first > last) {
            throw Escape.wrong("expected a range from a smaller to a larger character", at);
        }
        return Escape.literal(first) + "-" + Escape.literal(last);
    }
}
