package dev.tollgate.cli.compile;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

class ConditionReaderTest {
    private static final Expr ARGS = new Expr.Variable("args");
    private static final Expr A = new Expr.Select(ARGS, "a");
    private static final Expr B = new Expr.Select(ARGS, "b");

    private final ConditionReader reader = new ConditionReader(Set.of("users", "my-users"));

    static Stream<Arguments> expressions() {
        return Stream.of(
                Arguments.of("args.a", A),
                Arguments.of("args.a == args.b", new Expr.Equal(A, B)),
                Arguments.of("args.a != args.b", new Expr.Not(new Expr.Equal(A, B))),
                Arguments.of("!args.a", new Expr.Not(A)),
                Arguments.of("args.a && args.b", new Expr.And(A, B)),
                Arguments.of("args.a || args.b", new Expr.Or(A, B)),
                Arguments.of("has(args.a)", new Expr.Has(ARGS, "a")),
                Arguments.of("'x' in args.a", new Expr.In(text("x"), A)),
                Arguments.of("args['a']", new Expr.Index(ARGS, text("a"))),
                Arguments.of("args.a[0]", new Expr.Index(A, number("0"))),
                Arguments.of(
                        "data['my-users'].x",
                        new Expr.Select(new Expr.Index(new Expr.Variable("data"), text("my-users")), "x")),
                Arguments.of(
                        "args.a in ['x', 1, -1, 1.5, true, null]",
                        new Expr.In(
                                A,
                                new Expr.ListOf(List.of(
                                        text("x"),
                                        number("1"),
                                        number("-1"),
                                        number("1.5"),
                                        new Expr.Constant(Json.Bool.TRUE),
                                        new Expr.Constant(Json.Null.NULL))))),
                Arguments.of("args.a == 9223372036854775807", new Expr.Equal(A, number("9223372036854775807"))),
                Arguments.of("args.a == 0x10", new Expr.Equal(A, number("16"))),
                Arguments.of("args.a == \"\\u00e9\\n\"", new Expr.Equal(A, text("é\n"))),
                Arguments.of("args.a == r'\\d'", new Expr.Equal(A, text("\\d"))),
                Arguments.of("true", new Expr.Constant(Json.Bool.TRUE)),
                Arguments.of("// why\n args.a", A));
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void translates(String cel, Expr expected) {
        var problems = new ArrayList<Problem>();

        Expr read = reader.condition(value(cel, problems));

        assertEquals(List.of(), problems);
        assertEquals(expected, read);
    }

    @Test
    void manyTermsStayShallow() {
        var problems = new ArrayList<Problem>();

        reader.condition(value("args.a" + " && args.a".repeat(900), problems));

        assertEquals(List.of(), problems);
    }

    @Test
    void whatAFunctionCouldNotReadIsRefused() {
        var problems = new ArrayList<Problem>();

        reader.condition(value("true == !(".repeat(60) + "true" + ")".repeat(60), problems));

        assertEquals(
                List.of("x.yaml:1:507: this is nested too deep (expected at most 100 levels)"),
                problems.stream().map(Problem::toString).toList());
    }

    private static Value value(String cel, List<Problem> problems) {
        String quoted = "\"" + cel.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
        return YamlText.documents(Source.of("x.yaml", quoted, problems)).getFirst();
    }

    private static Expr text(String value) {
        return new Expr.Constant(Json.of(value));
    }

    private static Expr number(String value) {
        return new Expr.Constant(new Json.Num(value));
    }
}
