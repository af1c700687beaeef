package dev.tollgate.cli.compile;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.expr.Evaluation;
import dev.tollgate.core.policy.expr.Expr;
import dev.tollgate.core.policy.expr.Input;
import dev.tollgate.core.policy.expr.Inputs;
import dev.tollgate.core.policy.expr.Outcome;
import dev.tollgate.core.policy.expr.Program;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;

class CertaintyTest {
    private static final List<Json.Obj> ARGUMENTS = List.of(
            arguments(true, "x"),
            arguments(true, "y"),
            arguments(false, "x"),
            arguments(false, "y"),
            arguments(false, "z"),
            Json.Obj.EMPTY);

    private static Json.Obj arguments(boolean a, String s) {
        return Json.object().put("a", Json.of(a)).put("s", s).build();
    }

    /** Against the evaluator: a condition said to be always true, or false, comes out so wherever it comes out. */
    @Property(tries = 5_000)
    void whatIsCertainComesOutSoOnEveryCall(@ForAll("conditions") String condition) {
        Expr expression = Ours.read(condition);
        Optional<Boolean> certain = Certainty.of(expression);
        Statistics.collect(certain.isPresent() ? "certain" : "depends");
        Statistics.coverage(coverage -> {
            coverage.check("certain").percentage(share -> share > 10);
            coverage.check("depends").percentage(share -> share > 10);
        });
        Program program = Program.of(expression);
        for (Json.Obj arguments : ARGUMENTS) {
            var inputs = new Inputs().bind(Input.ARGS, arguments);
            Outcome outcome = new Evaluation(inputs, Ours.SCHEDULES, 100_000).of(program);
            if (certain.isPresent() && outcome instanceof Outcome.Known(Object value)) {
                assertEquals(certain.get(), value, () -> condition + " on " + arguments);
            }
        }
    }

    @Provide
    Arbitrary<String> conditions() {
        Arbitrary<String> atoms = Arbitraries.of(
                "args.a",
                "has(args.a)",
                "args.s == 'x'",
                "args.s == 'y'",
                "args.s != 'x'",
                "args.s != 'y'",
                "args.s in []",
                "args.s in ['x', 'z']",
                "args.s < args.s",
                "args.s <= args.s",
                "true",
                "false",
                "1 < 2",
                "[1, 2].exists(n, n > 2)",
                "schedule('open')");
        return conditions(atoms, 3);
    }

    private static Arbitrary<String> conditions(Arbitrary<String> atoms, int levels) {
        if (levels == 0) {
            return atoms;
        }
        Arbitrary<String> parts = conditions(atoms, levels - 1);
        return Arbitraries.oneOf(
                atoms,
                parts.map(part -> "!(" + part + ")"),
                Combinators.combine(parts, parts).as((left, right) -> "(" + left + " && " + right + ")"),
                Combinators.combine(parts, parts).as((left, right) -> "(" + left + " || " + right + ")"),
                Combinators.combine(parts, parts, parts)
                        .as((test, then, otherwise) -> "(" + test + " ? " + then + " : " + otherwise + ")"),
                parts.map(part -> "[args].all(x, " + part.replace("args", "x") + ")"));
    }
}
