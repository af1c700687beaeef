package dev.tollgate.core.argument.schema;

import dev.tollgate.core.json.Json;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** {@code minimum} and its like, {@code multipleOf}: all exact, nothing is rounded. */
final class NumberKeywords {
    private NumberKeywords() {}

    static void read(Source source, Consumer<Keyword> keywords) {
        bound(source, "minimum", "must be at least ", order -> order >= 0, keywords);
        bound(source, "maximum", "must be at most ", order -> order <= 0, keywords);
        bound(source, "exclusiveMinimum", "must be more than ", order -> order > 0, keywords);
        bound(source, "exclusiveMaximum", "must be less than ", order -> order < 0, keywords);
        source.number("multipleOf").ifPresent(divisor -> multiple(source, divisor, keywords));
    }

    private static void bound(
            Source source, String keyword, String expected, IntPredicate allowed, Consumer<Keyword> keywords) {
        source.number(keyword)
                .ifPresent(bound ->
                        keywords.accept(number(expected + bound, value -> allowed.test(value.compareTo(bound)))));
    }

    private static void multiple(Source source, BigDecimal divisor, Consumer<Keyword> keywords) {
        if (divisor.signum() <= 0) {
            source.wrong("multipleOf", "expected a number above 0");
            return;
        }
        keywords.accept(number(
                "must be a multiple of " + divisor,
                value -> value.remainder(divisor).signum() == 0));
    }

    private static Keyword number(String expected, Predicate<BigDecimal> rule) {
        return (value, place, seen, check) -> {
            if (!(value instanceof Json.Num number)) {
                return true;
            }
            Optional<BigDecimal> exact = check.exact(number);
            return exact.isPresent() && rule.test(exact.get()) || check.fail(place, expected);
        };
    }
}
