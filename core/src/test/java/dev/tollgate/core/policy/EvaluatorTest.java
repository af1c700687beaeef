package dev.tollgate.core.policy;

import dev.tollgate.core.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class EvaluatorTest {
    private static final Expr TRUE = Bundles.constant(true);
    private static final Expr FALSE = Bundles.constant(false);
    private static final Expr ERROR = Bundles.erring();
    private static final Expr NUMBER = new Expr.Constant(Json.of(1));

    @Test
    void falseDecidesAndWhateverTheOtherSide() throws ExprException {
        assertTrue(holds(new Expr.And(TRUE, TRUE)));
        for (Expr other : List.of(TRUE, FALSE, ERROR, NUMBER)) {
            assertFalse(holds(new Expr.And(FALSE, other)));
            assertFalse(holds(new Expr.And(other, FALSE)));
        }
        for (Expr erring : List.of(ERROR, NUMBER)) {
            errs(new Expr.And(TRUE, erring));
            errs(new Expr.And(erring, TRUE));
            errs(new Expr.And(erring, erring));
        }
    }

    @Test
    void trueDecidesOrWhateverTheOtherSide() throws ExprException {
        assertFalse(holds(new Expr.Or(FALSE, FALSE)));
        for (Expr other : List.of(TRUE, FALSE, ERROR, NUMBER)) {
            assertTrue(holds(new Expr.Or(TRUE, other)));
            assertTrue(holds(new Expr.Or(other, TRUE)));
        }
        for (Expr erring : List.of(ERROR, NUMBER)) {
            errs(new Expr.Or(FALSE, erring));
            errs(new Expr.Or(erring, FALSE));
            errs(new Expr.Or(erring, erring));
        }
    }

    @Test
    void notTurnsABoolRoundAndNothingElse() throws ExprException {
        assertFalse(holds(new Expr.Not(TRUE)));
        assertTrue(holds(new Expr.Not(FALSE)));
        errs(new Expr.Not(NUMBER));
        errs(new Expr.Not(ERROR));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "1", "0", "\"true\"", "[]", "{}"})
    void onlyABoolIsACondition(String value) {
        errs(new Expr.Select(new Expr.Variable("args"), "v"), "{\"v\":" + value + "}");
    }

    @Test
    void aMissingMemberIsAnErrorAndHasAsksForIt() throws ExprException {
        Expr args = new Expr.Variable("args");

        errs(new Expr.Select(args, "rows"), "{}");
        assertFalse(holds(new Expr.Has(args, "rows"), "{}"));
        assertTrue(holds(new Expr.Has(args, "rows"), "{\"rows\":null}"));
        errs(new Expr.Has(new Expr.Select(args, "a"), "b"), "{}");
        errs(new Expr.Has(new Expr.Select(args, "a"), "b"), "{\"a\":[]}");
    }

    @Test
    void memberOfWhatIsNoMapIsAnError() {
        errs(new Expr.Select(new Expr.Select(new Expr.Variable("args"), "a"), "b"), "{\"a\":\"text\"}");
    }

    @ParameterizedTest
    @CsvSource({"0, true", "1, false"})
    void indexesListsFromZero(long place, boolean expected) throws ExprException {
        assertEquals(expected, holds(indexed(Json.of(place)), "{\"v\":[true,false]}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "2", "9223372036854775808", "1e400"})
    void aPlaceThatIsNotThereIsAnError(String place) {
        errs(indexed(new Json.Num(place)), "{\"v\":[true,false]}");
    }

    @Test
    void indexesMapsByName() throws ExprException {
        assertTrue(holds(indexed(Json.of("k")), "{\"v\":{\"k\":true}}"));
        errs(indexed(Json.of("other")), "{\"v\":{\"k\":true}}");
        errs(indexed(Json.of(0)), "{\"v\":{\"0\":true}}");
        errs(indexed(Json.of("0")), "{\"v\":[true]}");
        errs(indexed(Json.of("k")), "{\"v\":\"text\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1.0, true",
        "1, 1e0, true",
        "100, 1E2, true",
        "0, -0, true",
        "0.1, 0.10, true",
        "1, 2, false",
        "9007199254740993, 9007199254740992, false",
        "1e999999999, 10e999999998, true",
        "1e999999999, 1, false",
        "1e99999999999, 1e99999999999, true",
        "1e99999999999, 2e99999999999, false",
    })
    void numbersAreEqualByValue(String one, String other, boolean equal) throws ExprException {
        assertEquals(equal, equal(new Json.Num(one), new Json.Num(other)));
        assertEquals(equal, equal(new Json.Num(other), new Json.Num(one)));
    }

    @Test
    void differentTypesAreNeverEqualAndNoError() throws ExprException {
        List<Json> values = List.of(
                Json.of(1), Json.of("1"), Json.of(true), Json.Null.NULL, Json.texts(List.of("1")), Json.Obj.EMPTY);
        for (Json one : values) {
            for (Json other : values) {
                assertEquals(one == other, equal(one, other), one + " == " + other);
            }
        }
    }

    @Test
    void listsAndMapsAreEqualByTheirContents() throws ExprException {
        assertTrue(equal(
                Calls.json("{\"a\":[1,{\"b\":2}],\"c\":null}"), Calls.json("{\"c\":null,\"a\":[1.0,{\"b\":2e0}]}")));
        assertFalse(equal(Calls.json("{\"a\":1}"), Calls.json("{\"a\":1,\"b\":1}")));
        assertFalse(equal(Calls.json("{\"a\":[1,2]}"), Calls.json("{\"a\":[2,1]}")));
        assertFalse(equal(Calls.json("{\"a\":null}"), Calls.json("{\"b\":null}")));
    }

    @Test
    void inLooksForItemsOfListsAndNamesOfMaps() throws ExprException {
        assertTrue(in(Json.of(2), "[1,2.0,3]"));
        assertFalse(in(Json.of("2"), "[1,2,3]"));
        assertTrue(in(Json.of("k"), "{\"k\":1}"));
        assertFalse(in(Json.of("x"), "{\"k\":1}"));
        assertFalse(in(Json.of(1), "{\"1\":1}"));
        errs(new Expr.In(NUMBER, new Expr.Constant(Json.of("text"))));
    }

    @Test
    void aListIsMadeOfItsItems() throws ExprException {
        assertTrue(holds(
                new Expr.In(new Expr.Variable("args"), new Expr.ListOf(List.of(NUMBER, new Expr.Variable("args"))))));
        errs(new Expr.In(NUMBER, new Expr.ListOf(List.of(NUMBER, ERROR))));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "7, 7", "9223372036854775807, 9223372036854775807"})
    void countsIntegersFromZeroOn(String cost, long expected) throws ExprException {
        assertEquals(Optional.of(expected), count(cost));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "1.0", "1e3", "9223372036854775808", "null", "true", "\"7\"", "[]"})
    void countsNothingElse(String cost) throws ExprException {
        assertEquals(Optional.empty(), count(cost));
    }

    @Test
    void errorsNameTypesAndNeverValues() {
        var error = assertThrows(
                ExprException.class, () -> holds(indexed(Json.of("secret-key")), "{\"v\":{\"secret-value\":true}}"));

        assertFalse(error.getMessage().contains("secret"), error.getMessage());
    }

    @Property
    void andIsTheOppositeOfOrOfOpposites(@ForAll("expressions") Expr left, @ForAll("expressions") Expr right) {
        String and = outcome(new Expr.Not(new Expr.And(left, right)));
        String or = outcome(new Expr.Or(new Expr.Not(left), new Expr.Not(right)));

        assertEquals(and, or);
    }

    @Property
    void sidesOfAndAndOrCanBeExchanged(@ForAll("expressions") Expr left, @ForAll("expressions") Expr right) {
        assertEquals(outcome(new Expr.And(left, right)), outcome(new Expr.And(right, left)));
        assertEquals(outcome(new Expr.Or(left, right)), outcome(new Expr.Or(right, left)));
    }

    @Provide
    Arbitrary<Expr> expressions() {
        return Arbitraries.recursive(
                () -> Arbitraries.of(TRUE, FALSE, ERROR, NUMBER),
                inner -> Arbitraries.oneOf(
                        inner.map(Expr.Not::new),
                        inner.tuple2().map(two -> new Expr.And(two.get1(), two.get2())),
                        inner.tuple2().map(two -> new Expr.Or(two.get1(), two.get2()))),
                0,
                4);
    }

    private static Expr indexed(Json key) {
        return new Expr.Index(new Expr.Select(new Expr.Variable("args"), "v"), new Expr.Constant(key));
    }

    private static String outcome(Expr expression) {
        try {
            return Boolean.toString(holds(expression));
        } catch (ExprException error) {
            return "error";
        }
    }

    private static boolean equal(Json left, Json right) throws ExprException {
        return holds(new Expr.Equal(new Expr.Constant(left), new Expr.Constant(right)));
    }

    private static boolean in(Json item, String container) throws ExprException {
        return holds(
                new Expr.In(new Expr.Constant(item), new Expr.Select(new Expr.Variable("args"), "v")),
                "{\"v\":" + container + "}");
    }

    private static Optional<Long> count(String cost) throws ExprException {
        return evaluator("{\"v\":" + cost + "}").count(new Expr.Select(new Expr.Variable("args"), "v"));
    }

    private static void errs(Expr expression) {
        errs(expression, "{}");
    }

    private static void errs(Expr expression, String arguments) {
        assertThrows(ExprException.class, () -> holds(expression, arguments));
    }

    private static boolean holds(Expr expression) throws ExprException {
        return holds(expression, "{}");
    }

    private static boolean holds(Expr expression, String arguments) throws ExprException {
        return evaluator(arguments).holds(expression);
    }

    private static Evaluator evaluator(String arguments) {
        return new Evaluator(new Variables(Map.of("args", Calls.json(arguments), "context", Json.Obj.EMPTY)));
    }
}
