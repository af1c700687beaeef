package dev.tollgate.core.policy;

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

    public boolean isLiteral() {
        return pattern.indexOf('*') < 0;
    }
}
