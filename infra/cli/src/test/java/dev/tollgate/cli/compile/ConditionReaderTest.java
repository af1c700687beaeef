package dev.tollgate.cli.compile;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.expr.Expr;
import dev.tollgate.core.policy.expr.Function;
import dev.tollgate.core.policy.expr.Input;
import dev.tollgate.core.policy.expr.Null;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

class ConditionReaderTest {
    private static final Expr ARGS = new Expr.Variable(Input.ARGS);
    private static final Expr A = new Expr.Select(ARGS, "a");
    private static final Expr B = new Expr.Select(ARGS, "b");

    private final ConditionReader reader = new ConditionReader(
            Json.object()
                    .put("users", Json.Obj.EMPTY)
                    .put("my-users", Json.object().put("x", 1).build())
                    .build(),
            new Names("schedule", Set.of()),
            new FindingTypes(Set.of()));

    static Stream<Arguments> expressions() {
        return Stream.of(
                Arguments.of("args.a", A),
                Arguments.of("args.a == args.b", Expr.Call.of(Function.EQUAL, A, B)),
                Arguments.of("args.a != args.b", Expr.Call.of(Function.NOT_EQUAL, A, B)),
                Arguments.of("!args.a", Expr.Call.of(Function.NOT, A)),
                Arguments.of("args.a && args.b", Expr.Call.of(Function.AND, A, B)),
                Arguments.of("args.a || args.b", Expr.Call.of(Function.OR, A, B)),
                Arguments.of("has(args.a)", new Expr.Has(ARGS, "a")),
                Arguments.of("'x' in args.a", Expr.Call.of(Function.IN, text("x"), A)),
                Arguments.of("args['a']", Expr.Call.of(Function.INDEX, ARGS, text("a"))),
                Arguments.of("args.a[0]", Expr.Call.of(Function.INDEX, A, number(0L))),
                Arguments.of(
                        "data['my-users'].x",
                        new Expr.Select(
                                Expr.Call.of(Function.INDEX, new Expr.Variable(Input.DATA), text("my-users")), "x")),
                Arguments.of(
                        "args.a in ['x', 1, -1, 1.5, true, null]",
                        Expr.Call.of(
                                Function.IN,
                                A,
                                new Expr.ListOf(List.of(
                                        text("x"),
                                        number(1L),
                                        number(-1L),
                                        number(1.5),
                                        Expr.Constant.TRUE,
                                        new Expr.Constant(Null.NULL))))),
                Arguments.of(
                        "args.a == 9223372036854775807", Expr.Call.of(Function.EQUAL, A, number(9223372036854775807L))),
                Arguments.of("args.a == 0x10", Expr.Call.of(Function.EQUAL, A, number(16L))),
                Arguments.of("args.a == \"\\u00e9\\n\"", Expr.Call.of(Function.EQUAL, A, text("é\n"))),
                Arguments.of("args.a == r'\\d'", Expr.Call.of(Function.EQUAL, A, text("\\d"))),
                Arguments.of("// why\n args.a", A));
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void translates(String cel, Expr expected) {
        var findings = new Findings();

        Expr read = reader.condition(value(cel, findings), ArgumentType.Anything.ANYTHING);

        assertEquals(List.of(), findings.problems());
        assertEquals(expected, read);
    }

    @Test
    void manyTermsStayShallow() {
        var findings = new Findings();

        reader.condition(value("args.a" + " && args.a".repeat(900), findings), ArgumentType.Anything.ANYTHING);

        assertEquals(List.of(), findings.problems());
    }

    @Test
    void whatAFunctionCouldNotReadIsRefused() {
        var findings = new Findings();

        reader.condition(
                value("true == !(".repeat(60) + "true" + ")".repeat(60), findings), ArgumentType.Anything.ANYTHING);

        assertEquals(
                List.of("x.yaml:1:507: this is nested too deep (expected at most 100 levels)"),
                findings.problems().stream().map(Problem::toString).toList());
    }

    private static Value value(String cel, Findings findings) {
        String quoted = "\"" + cel.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
        return YamlText.documents(Source.of("x.yaml", quoted, findings)).getFirst();
    }

    private static Expr text(String value) {
        return new Expr.Constant(value);
    }

    private static Expr number(Object value) {
        return new Expr.Constant(value);
    }
}
