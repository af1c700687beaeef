package dev.tollgate.cli.compile;

import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.policy.Call;
import dev.tollgate.core.policy.Effect;
import dev.tollgate.core.policy.Engine;
import dev.tollgate.core.policy.Glob;
import dev.tollgate.core.policy.Policy;
import dev.tollgate.core.policy.Rule;
import dev.tollgate.core.policy.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * What is compiled here and evaluated by the engine comes out as dev.cel has it. Left out is {@code [1.0] in [[1]]}, where
 * dev.cel 0.14.0 says false although {@code [1.0] == [1]} is true.
 */
class ConditionsLikeCelTest {
    private static final String ARGUMENTS = """
            {"a": 1, "b": "x", "c": 1.5, "d": 2.0, "t": true, "f": false, "n": null,
             "l": [1, "x", 1.5, true, null, ["x"]], "m": {"x": 1, "y": "x", "1": 2}, "e": {}, "v": []}
            """;

    private final ConditionReader reader = new ConditionReader(Set.of());
    private final CelCompiler compiler = CelCompilerFactory.standardCelCompilerBuilder()
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addVar("args", SimpleType.DYN)
            .build();
    /** The planner, since the older runtime does not let a false side decide when the other is no bool. */
    private final CelRuntime runtime = CelRuntimeFactory.plannerRuntimeBuilder().build();

    private final Json.Obj arguments = arguments();

    @Property(tries = 500)
    void decideAsCelDoes(@ForAll("conditions") String condition) throws CelValidationException {
        var problems = new ArrayList<Problem>();
        var expression = reader.condition(YamlText.documents(Source.of("x", "\"" + condition + "\"", problems))
                .getFirst());
        Assume.that(problems.isEmpty());

        var when = new Rule("r", Effect.ALLOW, Optional.of(expression), Optional.empty(), Optional.empty());
        assertEquals(byCel(condition), byEngine(when), condition);
    }

    @Provide
    Arbitrary<String> conditions() {
        return Arbitraries.lazyOf(
                this::comparisons,
                this::comparisons,
                () -> conditions().map(inner -> "!(" + inner + ")"),
                () -> Combinators.combine(conditions(), Arbitraries.of("&&", "||"), conditions())
                        .as((left, sign, right) -> "(" + left + " " + sign + " " + right + ")"),
                () -> Arbitraries.of("args.t", "args.f", "args.a", "args.missing", "args.m.x", "true"));
    }

    private Arbitrary<String> comparisons() {
        return Combinators.combine(values(), Arbitraries.of("==", "!=", "in"), values())
                .as((left, sign, right) -> left + " " + sign + " " + right);
    }

    private Arbitrary<String> values() {
        return Arbitraries.of(
                "args.a",
                "args.b",
                "args.c",
                "args.d",
                "args.t",
                "args.n",
                "args.l",
                "args.m",
                "args.e",
                "args.v",
                "args.missing",
                "args.m.x",
                "args.m.z",
                "args['b']",
                "args.l[0]",
                "args.l[9]",
                "args.l[5]",
                "args.m['1']",
                "args.a.b",
                "has(args.a)",
                "has(args.zzz)",
                "has(args.m.x)",
                "has(args.a.x)",
                "1",
                "1.0",
                "2",
                "1.5",
                "-1",
                "'x'",
                "true",
                "null",
                "[1, 'x']",
                "[1.0]",
                "[args.a]",
                "['x']",
                "[]",
                "[args.missing]",
                "['x', args.b]",
                "args[args.b]",
                "args.l[args.a]");
    }

    private String byCel(String condition) throws CelValidationException {
        try {
            Object value = runtime.createProgram(compiler.compile(condition).getAst())
                    .eval(Map.of("args", celValue(arguments)));
            return value instanceof Boolean holds ? (holds ? "allowed" : "no_matching_policy") : "policy_error";
        } catch (CelEvaluationException failed) {
            return "policy_error";
        }
    }

    private String byEngine(Rule when) {
        var anything = new Target(List.of(), List.of(new Glob("*")), List.of(), List.of());
        var policy = new Policy("p", anything, List.of(when), List.of());
        var bundle = new Bundle("b", Duration.ofDays(1), Map.of(), List.of(policy), Map.of(), Json.Obj.EMPTY);
        var call = new Call(
                new Call.Subject("user", "u", List.of(), "", "", Json.Obj.EMPTY),
                new Call.Action("a", Json.Obj.EMPTY),
                new Call.Resource("r", "1", Json.Obj.EMPTY),
                Optional.empty(),
                Json.object().put("arguments", arguments).build());
        return new Engine(bundle).decide(call).reason().code().word();
    }

    private static Object celValue(Json json) {
        return switch (json) {
            case Json.Obj(Map<String, Json> members) -> {
                var map = new LinkedHashMap<String, Object>();
                members.forEach((name, value) -> map.put(name, celValue(value)));
                yield map;
            }
            case Json.Arr(List<Json> items) ->
                items.stream().map(ConditionsLikeCelTest::celValue).toList();
            case Json.Str(String text) -> text;
            case Json.Num number ->
                number.asLong().<Object>map(integer -> integer).orElseGet(() -> Double.valueOf(number.text()));
            case Json.Bool bool -> bool.value();
            case Json.Null none -> dev.cel.common.values.NullValue.NULL_VALUE;
        };
    }

    private static Json.Obj arguments() {
        try {
            return (Json.Obj) new JsonText(9).parse(ARGUMENTS);
        } catch (JsonException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
