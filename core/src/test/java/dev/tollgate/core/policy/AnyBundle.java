package dev.tollgate.core.policy;

import dev.tollgate.core.json.AnyJson;
import dev.tollgate.core.limit.Rate;
import dev.tollgate.core.policy.Target.ResourceMatch;
import dev.tollgate.core.policy.Target.SubjectMatch;
import dev.tollgate.core.policy.Target.ToolMatch;
import dev.tollgate.core.policy.expr.Expr;
import dev.tollgate.core.policy.expr.Function;
import dev.tollgate.core.policy.expr.Input;
import dev.tollgate.core.policy.expr.Null;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Generated bundles: everything that a bundle can hold. */
final class AnyBundle {
    private AnyBundle() {}

    static Arbitrary<Bundle> bundles() {
        return limits().flatMap(limits -> Combinators.combine(
                                AnyJson.texts(),
                                Arbitraries.integers().between(1, 3_660).map(Duration::ofDays),
                                servers(),
                                policies(List.copyOf(limits.keySet())),
                                AnyJson.objects())
                        .as((name, retention, servers, policies, data) ->
                                new Bundle(name, retention, servers, policies, limits, data)))
                .withoutEdgeCases();
    }

    private static Arbitrary<Map<String, Server>> servers() {
        return Combinators.combine(
                        names(), Arbitraries.of(true, false), tools().list().ofMaxSize(3), tools().optional())
                .as((name, pin, tools, other) -> new Server(name, pin, byPlace(tools), other))
                .list()
                .ofMaxSize(2)
                .map(servers -> byName(servers, Server::name));
    }

    private static Arbitrary<ToolEntry> tools() {
        return Combinators.combine(
                        names().list().ofMaxSize(2),
                        names().list().ofMaxSize(2),
                        names().optional(),
                        Arbitraries.of(true, false))
                .as(ToolEntry::new);
    }

    private static Arbitrary<List<Policy>> policies(List<String> limits) {
        Arbitrary<List<String>> named = limits.isEmpty()
                ? Arbitraries.just(List.of())
                : Arbitraries.of(limits).list().ofMaxSize(2);
        return Combinators.combine(names(), targets(), rules().list().ofMaxSize(3), named)
                .as(Policy::new)
                .list()
                .ofMaxSize(3);
    }

    private static Arbitrary<Rule> rules() {
        return Combinators.combine(
                        names(),
                        Arbitraries.of(Effect.class),
                        expressions().optional(),
                        AnyJson.texts().optional(),
                        Arbitraries.of(ReasonCode.class).optional())
                .as(Rule::new);
    }

    private static Arbitrary<Map<String, LimitRule>> limits() {
        Arbitrary<Rate> rates = Combinators.combine(
                        Arbitraries.longs().between(1, 1_000),
                        Arbitraries.longs().between(100_000, 86_400_000_000L),
                        Arbitraries.longs().between(1, 1_000))
                .as((permits, micros, burst) -> new Rate(permits, Duration.ofNanos(micros * 1_000), burst));
        return Combinators.combine(
                        names(),
                        rates,
                        Arbitraries.of(LimitRule.KeyPart.class).list().ofMaxSize(3),
                        expressions(),
                        Arbitraries.of(LimitRule.Exceeded.class),
                        Arbitraries.of(true, false),
                        targets().optional())
                .as(LimitRule::new)
                .list()
                .ofMaxSize(3)
                .map(limits -> byName(limits, LimitRule::name));
    }

    private static Arbitrary<Target> targets() {
        Arbitrary<Glob> globs = names().map(Glob::new);
        Arbitrary<SubjectMatch> subjects = Arbitraries.oneOf(
                globs.tuple2().map(two -> new SubjectMatch.Identity(two.get1(), two.get2())),
                globs.map(SubjectMatch.Role::new),
                globs.map(SubjectMatch.Owner::new),
                globs.map(SubjectMatch.Purpose::new));
        Arbitrary<ToolMatch> tools = Arbitraries.oneOf(
                globs.tuple2().map(two -> new ToolMatch.Named(two.get1(), two.get2())),
                names().map(ToolMatch.WithTrait::new));
        Arbitrary<ResourceMatch> resources = globs.tuple2().map(two -> new ResourceMatch(two.get1(), two.get2()));
        return Combinators.combine(
                        subjects.list().ofMaxSize(2),
                        globs.list().ofMaxSize(2),
                        tools.list().ofMaxSize(2),
                        resources.list().ofMaxSize(2))
                .as(Target::new);
    }

    static Arbitrary<Expr> expressions() {
        Arbitrary<Object> constants = Arbitraries.oneOf(
                AnyJson.texts().map(text -> text),
                Arbitraries.longs().map(number -> number),
                Arbitraries.doubles().map(number -> number),
                Arbitraries.of(true, false, Null.NULL));
        Arbitrary<Expr> leaves = Arbitraries.oneOf(
                constants.map(Expr.Constant::new), Arbitraries.of(Input.class).map(Expr.Variable::new));
        return Arbitraries.recursive(() -> leaves, AnyBundle::operators, 0, 3).withoutEdgeCases();
    }

    private static Arbitrary<Expr> operators(Arbitrary<Expr> operands) {
        Arbitrary<Function> binary =
                Arbitraries.of(Function.INDEX, Function.EQUAL, Function.IN, Function.AND, Function.OR, Function.ADD);
        return Arbitraries.oneOf(
                Combinators.combine(operands, names()).as(Expr.Select::new),
                Combinators.combine(operands, names()).as(Expr.Has::new),
                operands.list().ofMaxSize(3).map(Expr.ListOf::new),
                operands.map(operand -> Expr.Call.of(Function.NOT, operand)),
                Combinators.combine(binary, operands, operands)
                        .as((function, left, right) -> Expr.Call.of(function, left, right)));
    }

    private static Arbitrary<String> names() {
        return AnyJson.texts().filter(text -> !text.isEmpty());
    }

    private static Map<String, ToolEntry> byPlace(List<ToolEntry> tools) {
        var byPlace = new HashMap<String, ToolEntry>();
        tools.forEach(tool -> byPlace.put("tool" + byPlace.size(), tool));
        return byPlace;
    }

    private static <T> Map<String, T> byName(List<T> values, java.util.function.Function<T, String> name) {
        var byName = new HashMap<String, T>();
        values.forEach(value -> byName.put(name.apply(value), value));
        return byName;
    }
}
