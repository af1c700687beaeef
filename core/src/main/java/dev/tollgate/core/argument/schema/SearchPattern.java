package dev.tollgate.core.argument.schema;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/** A regular expression of a schema, searched for in time linear in the text. */
final class SearchPattern {
    private final String written;
    private final Pattern pattern;

    private SearchPattern(String written, Pattern pattern) {
        this.written = written;
        this.pattern = pattern;
    }

    /** @throws IllegalArgumentException when the pattern is refused; the message says why */
    static SearchPattern of(String written) {
        String translated = new EcmaScriptPattern(written).asRe2();
        try {
            return new SearchPattern(written, Pattern.compile(translated));
        } catch (PatternSyntaxException malformed) {
            throw new IllegalArgumentException(
                    "expected a pattern that RE2 knows (" + malformed.getDescription() + ")");
        }
    }

    String written() {
        return written;
    }

    boolean isIn(String text, Check check) {
        return check.spend(1 + (1L + (text.length() >> 2)) * pattern.programSize())
                && pattern.matcher(text).find();
    }
}
