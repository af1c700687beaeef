package dev.tollgate.core.policy;

import dev.tollgate.core.policy.expr.Patterns;

/**
 * A pattern in which {@code *} stands for any run of characters, also none and also across {@code /}. Everything else
 * stands for itself. Matching takes at most pattern length times text length steps, whatever the pattern.
 */
public record Glob(String pattern) {
    public static final Glob ANY = new Glob("*");

    public Glob {
        if (pattern.isEmpty()) {
            throw new IllegalArgumentException("a pattern has at least one character");
        }
    }

    public boolean matches(String text) {
        return Patterns.globMatches(text, pattern);
    }

    public boolean isLiteral() {
        return pattern.indexOf('*') < 0;
    }
}
