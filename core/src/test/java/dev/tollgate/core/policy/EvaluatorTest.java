package dev.tollgate.core.policy;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.expr.Expr;
import dev.tollgate.core.policy.expr.Function;
import dev.tollgate.core.policy.expr.Input;
import dev.tollgate.core.policy.expr.Inputs;
import dev.tollgate.core.policy.expr.Outcome;
import java.time.Instant;
import java.util.List;
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
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

class EvaluatorTest {
    private static final Expr TRUE = Bundles.constant(true);
    private static final Expr FALSE = Bundles.constant(false);
    private static final Expr ERROR = Bundles.erring();
    private static final Expr ARGS = new Expr.Variable(Input.ARGS);
    private static final Expr LEFT_IS_RIGHT =
            Expr.Call.of(Function.EQUAL, new Expr.Select(ARGS, "left"), new Expr.Select(ARGS, "right"));
    private static final Expr NUMBER = new Expr.Constant(1L);

    @Test
    void falseDecidesAndWhateverTheOtherSide() {
        assertTrue(holds(Expr.Call.of(Function.AND, TRUE, TRUE)));
        for (Expr other : List.of(TRUE, FALSE, ERROR, NUMBER)) {
            assertFalse(holds(Expr.Call.of(Function.AND, FALSE, other)));
            assertFalse(holds(Expr.Call.of(Function.AND, other, FALSE)));
        }
        for (Expr erring : List.of(ERROR, NUMBER)) {
            errs(Expr.Call.of(Function.AND, TRUE, erring));
            errs(Expr.Call.of(Function.AND, erring, TRUE));
            errs(Expr.Call.of(Function.AND, erring, erring));
        }
    }

    @Test
    void trueDecidesOrWhateverTheOtherSide() {
        assertFalse(holds(Expr.Call.of(Function.OR, FALSE, FALSE)));
        for (Expr other : List.of(TRUE, FALSE, ERROR, NUMBER)) {
            assertTrue(holds(Expr.Call.of(Function.OR, TRUE, other)));
            assertTrue(holds(Expr.Call.of(Function.OR, other, TRUE)));
        }
        for (Expr erring : List.of(ERROR, NUMBER)) {
            errs(Expr.Call.of(Function.OR, FALSE, erring));
            errs(Expr.Call.of(Function.OR, erring, FALSE));
            errs(Expr.Call.of(Function.OR, erring, erring));
        }
    }

    @Test
    void notTurnsABoolRoundAndNothingElse() {
        assertFalse(holds(Expr.Call.of(Function.NOT, TRUE)));
        assertTrue(holds(Expr.Call.of(Function.NOT, FALSE)));
        errs(Expr.Call.of(Function.NOT, NUMBER));
        errs(Expr.Call.of(Function.NOT, ERROR));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "1", "0", "\"true\"", "[]", "{}"})
    void onlyABoolIsACondition(String value) {
        errs(new Expr.Select(ARGS, "v"), "{\"v\":" + value + "}");
    }

    @Test
    void aMissingMemberIsAnErrorAndHasAsksForIt() {
        errs(new Expr.Select(ARGS, "rows"), "{}");
        assertFalse(holds(new Expr.Has(ARGS, "rows"), "{}"));
        assertTrue(holds(new Expr.Has(ARGS, "rows"), "{\"rows\":null}"));
        errs(new Expr.Has(new Expr.Select(ARGS, "a"), "b"), "{}");
        errs(new Expr.Has(new Expr.Select(ARGS, "a"), "b"), "{\"a\":[]}");
    }

    @Test
    void memberOfWhatIsNoMapIsAnError() {
        errs(new Expr.Select(new Expr.Select(ARGS, "a"), "b"), "{\"a\":\"text\"}");
    }

    @ParameterizedTest
    @CsvSource({"0, true", "1, false"})
    void indexesListsFromZero(long place, boolean expected) {
        assertEquals(expected, holds(indexed(place), "{\"v\":[true,false]}"));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 2, Long.MAX_VALUE})
    void aPlaceThatIsNotThereIsAnError(long place) {
        errs(indexed(place), "{\"v\":[true,false]}");
    }

    @Test
    void indexesMapsByName() {
        assertTrue(holds(indexed("k"), "{\"v\":{\"k\":true}}"));
        errs(indexed("other"), "{\"v\":{\"k\":true}}");
        errs(indexed(0L), "{\"v\":{\"0\":true}}");
        errs(indexed("0"), "{\"v\":[true]}");
        errs(indexed("k"), "{\"v\":\"text\"}");
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
        "1e99999999999, 2e99999999999, true",
    })
    void numbersAreEqualByValue(String one, String other, boolean equal) {
        assertEquals(equal, equal(new Json.Num(one), new Json.Num(other)));
        assertEquals(equal, equal(new Json.Num(other), new Json.Num(one)));
    }

    @Test
    void differentTypesAreNeverEqualAndNoError() {
        List<Json> values = List.of(
                Json.of(1), Json.of("1"), Json.of(true), Json.Null.NULL, Json.texts(List.of("1")), Json.Obj.EMPTY);
        for (Json one : values) {
            for (Json other : values) {
                assertEquals(one == other, equal(one, other), one + " == " + other);
            }
        }
    }

    @Test
    void listsAndMapsAreEqualByTheirContents() {
        assertTrue(equal(
                Calls.json("{\"a\":[1,{\"b\":2}],\"c\":null}"), Calls.json("{\"c\":null,\"a\":[1.0,{\"b\":2e0}]}")));
        assertFalse(equal(Calls.json("{\"a\":1}"), Calls.json("{\"a\":1,\"b\":1}")));
        assertFalse(equal(Calls.json("{\"a\":[1,2]}"), Calls.json("{\"a\":[2,1]}")));
        assertFalse(equal(Calls.json("{\"a\":null}"), Calls.json("{\"b\":null}")));
    }

    @Test
    void inLooksForItemsOfListsAndNamesOfMaps() {
        assertTrue(in(2L, "[1,2.0,3]"));
        assertFalse(in("2", "[1,2,3]"));
        assertTrue(in("k", "{\"k\":1}"));
        assertFalse(in("x", "{\"k\":1}"));
        assertFalse(in(1L, "{\"1\":1}"));
        errs(Expr.Call.of(Function.IN, NUMBER, new Expr.Constant("text")));
    }

    @Test
    void aListIsMadeOfItsItems() {
        assertTrue(holds(Expr.Call.of(Function.IN, ARGS, new Expr.ListOf(List.of(NUMBER, ARGS)))));
        errs(Expr.Call.of(Function.IN, NUMBER, new Expr.ListOf(List.of(NUMBER, ERROR))));
    }

    @Test
    void errorsNameTypesAndNeverValues() {
        Expr key = new Expr.Select(ARGS, "k");
        Expr indexed = Expr.Call.of(Function.INDEX, new Expr.Select(ARGS, "v"), key);

        String error = outcome(indexed, Calls.json("{\"k\":\"secret-key\",\"v\":{\"secret-value\":true}}"))
                .toString();

        assertTrue(error.startsWith("error"), error);
        assertFalse(error.contains("secret"), error);
    }

    @Property
    void andIsTheOppositeOfOrOfOpposites(@ForAll("expressions") Expr left, @ForAll("expressions") Expr right) {
        String and = outcome(Expr.Call.of(Function.NOT, Expr.Call.of(Function.AND, left, right)));
        String or =
                outcome(Expr.Call.of(Function.OR, Expr.Call.of(Function.NOT, left), Expr.Call.of(Function.NOT, right)));

        assertEquals(and, or);
    }

    @Property
    void sidesOfAndAndOrCanBeExchanged(@ForAll("expressions") Expr left, @ForAll("expressions") Expr right) {
        assertEquals(
                outcome(Expr.Call.of(Function.AND, left, right)), outcome(Expr.Call.of(Function.AND, right, left)));
        assertEquals(outcome(Expr.Call.of(Function.OR, left, right)), outcome(Expr.Call.of(Function.OR, right, left)));
    }

    @Provide
    Arbitrary<Expr> expressions() {
        return Arbitraries.recursive(
                () -> Arbitraries.of(TRUE, FALSE, ERROR, NUMBER),
                inner -> Arbitraries.oneOf(
                        inner.map(one -> Expr.Call.of(Function.NOT, one)),
                        inner.tuple2().map(two -> Expr.Call.of(Function.AND, two.get1(), two.get2())),
                        inner.tuple2().map(two -> Expr.Call.of(Function.OR, two.get1(), two.get2()))),
                0,
                4);
    }

    private static Expr indexed(Object key) {
        return Expr.Call.of(Function.INDEX, new Expr.Select(ARGS, "v"), new Expr.Constant(key));
    }

    private static String outcome(Expr expression) {
        return switch (outcome(expression, Json.Obj.EMPTY)) {
            case Outcome.Known(Object value) -> value.toString();
            case Outcome.NoValue none -> "error";
        };
    }

    private static boolean equal(Json left, Json right) {
        var arguments = Json.object().put("left", left).put("right", right).build();
        return holds(LEFT_IS_RIGHT, arguments);
    }

    private static boolean in(Object item, String container) {
        return holds(
                Expr.Call.of(Function.IN, new Expr.Constant(item), new Expr.Select(ARGS, "v")),
                "{\"v\":" + container + "}");
    }

    private static void errs(Expr expression) {
        errs(expression, "{}");
    }

    private static void errs(Expr expression, String arguments) {
        assertInstanceOf(Outcome.Failed.class, outcome(expression, Calls.json(arguments)));
    }

    private static boolean holds(Expr expression) {
        return holds(expression, "{}");
    }

    private static boolean holds(Expr expression, String arguments) {
        return holds(expression, Calls.json(arguments));
    }

    private static boolean holds(Expr expression, Json arguments) {
        return outcome(expression, arguments).equals(Outcome.TRUE);
    }

    private static Outcome outcome(Expr expression, Json arguments) {
        var inputs = new Inputs().bind(Input.ARGS, arguments).bind(Input.CONTEXT, Json.Obj.EMPTY);
        return new Evaluator(Bundles.of(List.of()), inputs, Instant.EPOCH).of(new Condition.Pool().of(expression));
    }
}
