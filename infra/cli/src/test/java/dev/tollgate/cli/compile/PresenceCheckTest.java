package dev.tollgate.cli.compile;

import dev.tollgate.cli.compile.ArgumentType.Member;
import dev.tollgate.cli.compile.ArgumentType.ObjectOf;
import dev.tollgate.cli.compile.ArgumentType.Truth;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.expr.Evaluation;
import dev.tollgate.core.policy.expr.Expr;
import dev.tollgate.core.policy.expr.Input;
import dev.tollgate.core.policy.expr.Inputs;
import dev.tollgate.core.policy.expr.Outcome;
import dev.tollgate.core.policy.expr.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

class PresenceCheckTest {
    private static final Member OPTIONAL = new Member(Truth.TRUTH, false);
    private static final ArgumentType ARGUMENTS = new ObjectOf(
            Map.of(
                    "a",
                    OPTIONAL,
                    "b",
                    OPTIONAL,
                    "c",
                    new Member(Truth.TRUTH, true),
                    "o",
                    new Member(new ObjectOf(Map.of("a", OPTIONAL), true), false)),
            true);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "args.c",
                "has(args.a) && args.a",
                "!has(args.a) || args.a",
                "has(args.a) ? args.a : args.c",
                "!has(args.a) ? args.c : args.a",
                "args.?a.orValue(false)",
                "args[?'a'].orValue(false) == true",
                "'a' in args && args.a",
                "has(args.a) && has(args.b) && (args.a || args.b)",
                "has(args.a) && (args.c || args.a)",
                "!(has(args.a) && has(args.b)) || (args.a && args.b)",
                "has(args.o) && has(args.o.a) && args.o.a",
                "args.?o.a.orValue(false)",
                "args.?o.?a.orValue(false)",
                "has(args.o) && [args.o].all(o, has(o.a) && o.a)",
                "has(args.o) && cel.bind(o, args.o, has(o.a) && o.a)",
                "has(args.a) && [true, false].exists(x, x == args.a)",
                "[true].all(x, has(args.a)) || true",
                "has(args.a) && [1].map(i, i > 0, args.a).size() == 1",
                "has(args.a) && args['a']",
                "false && args.a",
                "'x' in history.calls && history.calls['x'] > 3",
                "has(history.calls.x) && history.calls.x > 3",
                "history.calls[?'crm/query'].orValue(0) > 3",
                "history.session.calls[?tool.name].orValue(0) > 3",
                "tool.name in history.calls && history.calls[tool.name] > 3",
                "(tool.server + '/' + tool.name) in history.amounts && history.amounts[tool.server + '/' + tool.name] > 3"
            })
    void letsGuardedReadsPass(String condition) {
        assertEquals(List.of(), problems(condition));
    }

    @Test
    void saysWhereAndWhatToWrite() {
        assertEquals(
                List.of("x.yaml:1:16: args.a may be missing (expected has(args.a) && …, or args.?a.orValue(…))"),
                problems("args.c && args.a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "has(args.o) && has(args.a) && [args.o].all(args, args.a)",
                "has(args.o) && cel.bind(x, args, has(x.a) && cel.bind(x, args.o, x.a))",
                "has(args.o) && [args.o].exists(o, has(o.a)) && args.o.a",
                "[args].filter(x, has(x.a)).all(x, x.a)",
                "args.a && has(args.a)",
                "has(args.o.a)"
            })
    void seesThroughWhatOnlyLooksGuarded(String condition) {
        assertEquals(1, problems(condition).size());
    }

    /** Against the evaluator: whatever the check lets pass reads nothing that is missing, on any arguments. */
    @Property(tries = 4_000)
    void whatPassesNeverMissesAnArgument(@ForAll("conditions") String condition) {
        var findings = new Findings();
        Expr expression = read(condition, findings);
        boolean passes = findings.problems().isEmpty();
        Statistics.collect(passes ? "passes" : "refused");
        Statistics.coverage(coverage -> coverage.check("passes").percentage(share -> share > 10));
        if (passes) {
            Program program = Program.of(expression);
            for (Json.Obj arguments : everyArguments()) {
                var inputs = new Inputs().bind(Input.ARGS, arguments);
                Outcome outcome = new Evaluation(inputs, Ours.SCHEDULES, 100_000).of(program);
                assertInstanceOf(Outcome.Known.class, outcome, () -> condition + " on " + arguments + ": " + outcome);
            }
        }
    }

    @Provide
    Arbitrary<String> conditions() {
        Arbitrary<String> atoms = Arbitraries.of(
                "has(args.a)",
                "has(args.b)",
                "args.a",
                "args.b",
                "args.c",
                "has(args.o)",
                "has(args.o.a)",
                "args.o.a",
                "'a' in args",
                "args.?b.orValue(true)",
                "true",
                "false");
        return conditions(atoms, 4);
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
                parts.map(part -> "[args].all(x, " + part.replace("args", "x") + ")"),
                parts.map(part -> "cel.bind(x, args, " + part.replace("args.a", "x.a") + ")"));
    }

    private static List<Json.Obj> everyArguments() {
        var all = new ArrayList<Json.Obj>();
        List<Optional<Boolean>> choices = List.of(Optional.empty(), Optional.of(true), Optional.of(false));
        for (Optional<Boolean> a : choices) {
            for (Optional<Boolean> b : choices) {
                for (boolean c : new boolean[] {true, false}) {
                    all.add(arguments(a, b, c, Optional.empty()));
                    choices.forEach(inner -> all.add(arguments(a, b, c, Optional.of(inner))));
                }
            }
        }
        return all;
    }

    private static Json.Obj arguments(
            Optional<Boolean> a, Optional<Boolean> b, boolean c, Optional<Optional<Boolean>> inner) {
        var arguments = Json.object().put("c", Json.of(c));
        a.ifPresent(value -> arguments.put("a", Json.of(value)));
        b.ifPresent(value -> arguments.put("b", Json.of(value)));
        inner.ifPresent(value -> {
            var object = Json.object();
            value.ifPresent(each -> object.put("a", Json.of(each)));
            arguments.put("o", object.build());
        });
        return arguments.build();
    }

    private static List<String> problems(String condition) {
        var findings = new Findings();
        read(condition, findings);
        return findings.problems().stream().map(Problem::toString).toList();
    }

    private static Expr read(String condition, Findings findings) {
        String quoted = "\"" + condition.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        Value value = YamlText.documents(Source.of("x.yaml", quoted, findings)).getFirst();
        return new ConditionReader(Json.Obj.EMPTY, new Names("schedule", Set.of()), new FindingTypes(Set.of()))
                .value(value, ARGUMENTS, Set.of());
    }
}
