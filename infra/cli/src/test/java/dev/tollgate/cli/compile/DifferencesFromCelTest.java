package dev.tollgate.cli.compile;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.runtime.CelEvaluationException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.expr.Input;
import dev.tollgate.core.policy.expr.Inputs;
import dev.tollgate.core.policy.expr.Program;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Where we are not like dev.cel 0.14.0, on purpose: when one of these fails, dev.cel may have changed. */
class DifferencesFromCelTest {
    private static final Json ARGS = Json.object()
            .put("i", 1)
            .put("l", new Json.Arr(List.of(Json.of(1))))
            .put("m", Json.object().put("a", "x").build())
            .put("o", Json.object().put("a", "b").build())
            .build();

    private final Oracle oracle = new Oracle();

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            quoteCharacter = '#',
            value = {
                // Membership is equality, whatever is in the list.
                "[1.0] in [dyn([1])] | false | true",
                "{'a': 1u} in [dyn({'a': 1})] | false | true",
                "optional.of(1) == dyn(optional.of(1u)) | false | true",
                // Numbers are compared as IEEE 754 has it.
                "dyn(0) == dyn(-0.0) | false | true",
                "dyn(0.0 / 0.0) > dyn(1) | true | false",
                // Its comparison of int and uint leaves out the largest int, its map keys look at the bits.
                "dyn(9223372036854775807) == dyn(9223372036854775807u) | false | true",
                "size({-1: 1, 18446744073709551615u: 2}) | error | 2",
                // Strings are in the order of code points, not of UTF-16.
                "'\\uffff' < '😀' | false | true",
                // A fraction of a second below zero is a duration, and may be added.
                "duration('-1.5s') + duration('1s') == duration('-500ms') | error | true",
                // Durations of more than 292 years have a text.
                "string(duration('2628000h')) | error | '9460800000s'",
                // Without a limit, all parts.
                "'aa'.split('a', -1) | ['', 'a'] | ['', '', '']",
                // Only strings are joined.
                "[dyn(1), 'a'].join() | '1a' | error",
                // A place beyond 32 bits is not there, as any other.
                "[1][?9223372036854775807] | error | optional()",
                // The type of a type is type.
                "type(int) | type dyn | type type",
                // A function is chosen by its operands, not by what the checker supposed of an optional.
                "double(args.l[?0].value()) | error | d1.0",
                "args.?l[?0].optMap(x, string(x)) | error | optional('1')",
                "optional.of(args).or(args.?i)[?-1] | error | optional()",
                "bytes(args.o.transformMapEntry(k, v, args.m).a) | error | b[120]",
                "dyn(optional.of({'a': 1}))[?0] | error | optional()",
                // An optional in a map is a value like any other, as its type says.
                "{'a': optional.of(1)}.?a | optional(1) | optional(optional(1))",
                // An error of && or || is one, also in a list.
                "size([dyn(1) && true]) | 1 | error",
            })
    void weAreNotLikeIt(String expression, String theirs, String ours) throws CelEvaluationException {
        CelAbstractSyntaxTree tree = oracle.check(expression).orElseThrow();
        Inputs inputs = new Inputs().bind(Input.ARGS, ARGS);
        Map<String, Object> variables = Map.of("args", Oracle.celValue(ARGS));

        assertEquals(theirs, Oracle.evaluate(oracle.program(tree), variables), "dev.cel");
        assertEquals(ours, Ours.evaluate(Program.of(Ours.translate(tree).orElseThrow()), inputs), "ours");
    }
}
