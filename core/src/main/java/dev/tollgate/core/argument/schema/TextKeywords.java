package dev.tollgate.core.argument.schema;

import dev.tollgate.core.json.Json;
import java.util.Optional;
import java.util.function.Consumer;

/** {@code minLength}, {@code maxLength}, {@code pattern}. Lengths are counted in Unicode characters. */
final class TextKeywords {
    private static final int LONGEST_SHOWN = 100;

    private TextKeywords() {}

    static void read(Source source, Consumer<Keyword> keywords) {
        source.count("minLength")
                .ifPresent(least -> keywords.accept((value, place, seen, check) -> length(value, check) >= least
                        || check.fail(place, "must have at least " + least + " characters")));
        source.count("maxLength")
                .ifPresent(most -> keywords.accept((value, place, seen, check) -> !(value instanceof Json.Str)
                        || length(value, check) <= most
                        || check.fail(place, "must have at most " + most + " characters")));
        source.text("pattern")
                .flatMap(pattern -> pattern(source, "pattern", pattern))
                .ifPresent(pattern ->
                        keywords.accept((value, place, seen, check) -> !(value instanceof Json.Str(String text))
                                || pattern.isIn(text, check)
                                || check.fail(place, "must match the pattern " + shown(pattern.written()))));
    }

    static Optional<SearchPattern> pattern(Source source, String keyword, String written) {
        try {
            return Optional.of(SearchPattern.of(written));
        } catch (IllegalArgumentException refused) {
            source.wrong(keyword, refused.getMessage());
            return Optional.empty();
        }
    }

    /** Of anything but a text, more than any length. */
    private static long length(Json value, Check check) {
        if (!(value instanceof Json.Str(String text))) {
            return Long.MAX_VALUE;
        }
        check.spend(text.length() >> 6);
        return text.codePointCount(0, text.length());
    }

    private static String shown(String pattern) {
        return pattern.length() <= LONGEST_SHOWN ? pattern : pattern.substring(0, LONGEST_SHOWN) + "…";
    }
}
