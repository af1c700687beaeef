package dev.tollgate.core.json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/** Generated JSON values: any well-formed text, any number that JSON can write, a few levels deep. */
public final class AnyJson {
    private AnyJson() {}

    public static Arbitrary<Json> values() {
        return values(numbers());
    }

    public static Arbitrary<Json> values(Arbitrary<Json.Num> numbers) {
        Arbitrary<Json> leaves = Arbitraries.oneOf(
                texts().map(Json.Str::new),
                numbers.map(number -> number),
                Arbitraries.of(Json.Bool.TRUE, Json.Bool.FALSE, Json.Null.NULL));
        return Arbitraries.recursive(() -> leaves, AnyJson::nested, 0, 3).withoutEdgeCases();
    }

    public static Arbitrary<Json.Obj> objects() {
        return objects(values());
    }

    public static Arbitrary<Json.Obj> objects(Arbitrary<Json> values) {
        return texts().list()
                .uniqueElements()
                .ofMaxSize(5)
                .flatMap(names -> values.list().ofSize(names.size()).map(members -> object(names, members)))
                .withoutEdgeCases();
    }

    /** Characters of every plane, and those that JSON escapes. */
    public static Arbitrary<String> texts() {
        Arbitrary<Integer> codePoints = Arbitraries.frequencyOf(
                Tuple.of(5, Arbitraries.integers().between('a', 'z')),
                Tuple.of(3, Arbitraries.integers().between(0, 0x7F)),
                Tuple.of(2, Arbitraries.integers().between(0x80, 0xD7FF)),
                Tuple.of(2, Arbitraries.integers().between(0xE000, 0xFFFF)),
                Tuple.of(2, Arbitraries.integers().between(0x10000, 0x10FFFF)));
        return codePoints.list().ofMaxSize(8).map(AnyJson::text);
    }

    /** Numbers as people and programs write them, also odd ones. */
    public static Arbitrary<Json.Num> numbers() {
        return Arbitraries.oneOf(
                        Arbitraries.longs().map(value -> Long.toString(value)),
                        doubles().map(value -> Double.toString(value)),
                        doubles()
                                .map(value -> new BigDecimal(value)
                                        .round(new MathContext(60))
                                        .toString()),
                        Arbitraries.of(
                                "0",
                                "-0",
                                "0.0",
                                "-0.0",
                                "1.0",
                                "1.50",
                                "1e3",
                                "1E+3",
                                "10e-1",
                                "123456789012345678901"))
                .map(Json.Num::new);
    }

    /** Every finite double is as likely as any other. */
    public static Arbitrary<Double> doubles() {
        return Arbitraries.longs()
                .withDistribution(RandomDistribution.uniform())
                .map(Double::longBitsToDouble)
                .filter(value -> !Double.isNaN(value) && !Double.isInfinite(value));
    }

    private static Arbitrary<Json> nested(Arbitrary<Json> inner) {
        return Arbitraries.oneOf(
                inner.list().ofMaxSize(4).map(Json.Arr::new), objects(inner).map(object -> object));
    }

    private static Json.Obj object(List<String> names, List<Json> values) {
        var members = new LinkedHashMap<String, Json>();
        for (int i = 0; i < names.size(); i++) {
            members.put(names.get(i), values.get(i));
        }
        return new Json.Obj(members);
    }

    private static String text(List<Integer> codePoints) {
        var text = new StringBuilder();
        codePoints.forEach(text::appendCodePoint);
        return text.toString();
    }
}
