package dev.tollgate.cli.compile;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.expr.Evaluation;
import dev.tollgate.core.policy.expr.Explainer;
import dev.tollgate.core.policy.expr.ExprText;
import dev.tollgate.core.policy.expr.Input;
import dev.tollgate.core.policy.expr.Inputs;
import dev.tollgate.core.policy.expr.Outcome;
import dev.tollgate.core.policy.expr.Program;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What dev.cel has no equal of: cost, unknown arguments, explanations. */
class EvaluationTest {
    private static final String TRIPLE = "args.l.all(a, args.l.all(b, args.l.all(c, a + b + c >= 0)))";

    private final Inputs inputs = inputs();

    private static Inputs inputs() {
        return new Inputs()
                .bind(
                        Input.ARGS,
                        Json.object()
                                .put("l", new Json.Arr(Collections.nCopies(200, Json.of(1))))
                                .put("s", "a".repeat(1_000))
                                .put("secret", "hunter2")
                                .put("rows", 5)
                                .build())
                .bind(
                        Input.TOOL,
                        Json.object().put("server", "crm").put("name", "query").build())
                .bind(Input.FINDINGS, new Json.Arr(List.of()));
    }

    @Test
    void aTripleLoopOver200ItemsEndsWithItsBudget() {
        var evaluation = new Evaluation(inputs, Ours.SCHEDULES, Evaluation.DEFAULT_BUDGET);

        assertEquals("over budget", Ours.text(evaluation.of(program(TRIPLE))));
        assertEquals(Evaluation.DEFAULT_BUDGET, evaluation.spent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"|| true", "&& false", "? true : true", "== true || true"})
    void nothingAbsorbsAnExhaustedBudget(String rest) {
        assertEquals("over budget", Ours.text(evaluate("(" + TRIPLE + ") " + rest, Evaluation.DEFAULT_BUDGET)));
    }

    @Test
    void textsCannotGrowWithoutPaying() {
        String doubled = "args.s";
        for (int i = 0; i < 40; i++) {
            doubled = "cel.bind(x" + i + ", " + doubled + ", x" + i + " + x" + i + ")";
        }

        assertEquals("over budget", Ours.text(evaluate("size(" + doubled + ") > 0", Evaluation.DEFAULT_BUDGET)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "args.l.all(a, a == 1)",
                "args.s.matches('(a|b)+c') || args.rows > 3",
                "args.l.map(a, string(a)).join(',').split(',').size() == 200",
                "'x' in args.l || glob(args.s, '*a*b') || has(args.zz.y)"
            })
    void costIsTheSameEachTimeAndMoreBudgetChangesNothing(String expression) {
        Program program = program(expression);
        var first = new Evaluation(inputs, Ours.SCHEDULES, 1_000_000);
        String outcome = Ours.text(first.of(program));
        long cost = first.spent();

        for (long budget : new long[] {cost, cost + 1, 10 * cost}) {
            var again = new Evaluation(inputs(), Ours.SCHEDULES, budget);
            assertEquals(outcome, Ours.text(again.of(program(expression))));
            assertEquals(cost, again.spent());
        }
        for (long budget = 0; budget < cost; budget += 1 + cost / 50) {
            assertEquals("over budget", Ours.text(new Evaluation(inputs, Ours.SCHEDULES, budget).of(program)));
        }
    }

    @Test
    void expressionsOfOneDecisionShareItsBudget() {
        var evaluation = new Evaluation(inputs, Ours.SCHEDULES, 1_000);
        Program program = program("args.l.all(a, a == 1)");

        assertEquals("true", Ours.text(evaluation.of(program)));
        assertEquals("over budget", Ours.text(evaluation.of(program)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            quoteCharacter = '#',
            value = {
                "args.a == 1 | unknown",
                "args.a == 1 && tool.name == 'wipe' | false",
                "tool.name == 'wipe' && args.a == 1 | false",
                "args.a == 1 || tool.name == 'query' | true",
                "args.a == 1 || tool.name == 'wipe' | unknown",
                "args.a == 1 && 1 / 0 == 1 | unknown",
                "(args.a == 1) == (1 / 0 == 1) | error",
                "has(args.a) ? true : true | unknown",
                "tool.name == 'query' ? true : args.a | true",
                "args.l.all(x, x == 1) | unknown",
                "[1, 2].all(x, x == args.a && x < 2) | false",
                "[1, 2].exists_one(x, x == args.a) | unknown",
                "[args.a] == [1] | unknown",
                "{'a': args.a}.a | unknown",
                "[1].map(x, args.a) | unknown",
                "args.?a.orValue(1) | unknown",
                "cel.bind(a, args.a, tool.name == 'wipe' && a) | false",
            })
    void unknownArgumentsOnlyMatterWhereTheyDecide(String expression, String expected) {
        var unknown = inputs().bindUnknown(Input.ARGS);

        assertEquals(expected, Ours.evaluate(program(expression), unknown));
    }

    @Test
    void messagesNameTypesAndNeverValues() {
        for (String expression : List.of(
                "args.secret + 1 == 2",
                "args.secret > 1",
                "args.secret.x",
                "args.secret[0]",
                "{}[args.secret]",
                "int(args.secret)",
                "timestamp(args.secret) == now",
                "cidr(args.secret + '!', '10.0.0.0/8')")) {
            var failed = assertInstanceOf(Outcome.Failed.class, evaluate("dyn(" + expression + ") == true", 1_000));

            assertFalse(failed.message().contains("hunter"), failed.message());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            quoteCharacter = '#',
            value = {
                "tool.server == 'crm' && args.rows > 10 | args.rows > 10 (args.rows is int)",
                "tool.name == 'wipe' && args.rows > 10 | tool.name == 'wipe' (tool.name is 'query')",
                "args.zz == 1 || tool.name == 'query' | tool.name == 'query' (tool.name is 'query')",
                "tool.name == 'query' && args.zz == 1 | args.zz == 1 (args.zz is error: there is no member 'zz')",
                "tool.name == 'query' ? args.rows < 3 : true | args.rows < 3 (args.rows is int)",
                "args.l.all(x, x > 1) || false | args.l.all(x, x > 1) || false",
                "!(tool.name == 'query' || args.rows == 1) | tool.name == 'query' (tool.name is 'query')",
            })
    void anExplanationShowsThePartThatDecided(String expression, String expected) {
        var explainer = new Explainer(inputs, Ours.SCHEDULES, Evaluation.DEFAULT_BUDGET);

        assertEquals(expected, explainer.explain(Ours.read(expression)).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(1 + 2) * 3 - -4 == 5 && !(args.a || args.b)",
                "args.l.filter(x, x > 1).map(y, y * 2)[0]",
                "{'a': [1, 2u, b'\\x00']}.a[?0].orValue('it\\'s\\n')",
                "a.b ? 1 : c"
            })
    void aRenderedExpressionMeansTheSame(String expression) {
        String text = expression.replace("a.b ? 1 : c", "args.a ? 1 : args.b ? 2 : 3");

        assertEquals(Ours.read(text), Ours.read(ExprText.of(Ours.read(text))));
        assertTrue(!ExprText.of(Ours.read(text)).isBlank());
    }

    private Outcome evaluate(String expression, long budget) {
        return new Evaluation(inputs, Ours.SCHEDULES, budget).of(program(expression));
    }

    private static Program program(String expression) {
        return Program.of(Ours.read(expression));
    }
}
