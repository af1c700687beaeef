package dev.tollgate.core.policy;

import dev.tollgate.core.argument.Reading;
import dev.tollgate.core.argument.schema.ArgumentSchema;
import dev.tollgate.core.json.AnyJson;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.limit.Rate;
import dev.tollgate.core.policy.Target.ResourceMatch;
import dev.tollgate.core.policy.Target.SubjectMatch;
import dev.tollgate.core.policy.Target.ToolMatch;
import dev.tollgate.core.policy.expr.Expr;
import dev.tollgate.core.policy.expr.Function;
import dev.tollgate.core.policy.expr.Input;
import dev.tollgate.core.policy.expr.Null;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Generated bundles: everything that a bundle can hold. */
final class AnyBundle {
    private AnyBundle() {}

    static Arbitrary<Bundle> bundles() {
        return Combinators.combine(limits(), schedules())
                .as(Map::entry)
                .flatMap(named -> Combinators.combine(
                                AnyJson.texts(),
                                settings(),
                                servers(),
                                policies(
                                        List.copyOf(named.getKey().keySet()),
                                        List.copyOf(named.getValue().keySet())),
                                redactions(),
                                AnyJson.objects())
                        .as((name, settings, servers, policies, redactions, data) -> new Bundle(
                                name, settings, servers, policies, named.getKey(), named.getValue(), redactions, data)))
                .withoutEdgeCases();
    }

    private static Arbitrary<Bundle.Settings> settings() {
        return Combinators.combine(
                        Arbitraries.of(Mode.class),
                        Arbitraries.longs().between(1_000, 10_000_000),
                        Arbitraries.integers().between(1, 86_400).map(Duration::ofSeconds),
                        Arbitraries.integers().between(1, 3_660).map(Duration::ofDays))
                .as(Bundle.Settings::new);
    }

    private static Arbitrary<Map<String, Redaction>> redactions() {
        Arbitrary<Json.Obj> profiles =
                AnyJson.objects().filter(profile -> profile.get("target").isEmpty());
        return Arbitraries.maps(
                        names(),
                        Combinators.combine(profiles, targets().optional()).as(Redaction::new))
                .ofMaxSize(2);
    }

    private static Arbitrary<Map<String, Schedule>> schedules() {
        Arbitrary<Schedule.Window> windows = Combinators.combine(
                        Arbitraries.of(DayOfWeek.class).set().ofMinSize(1),
                        Arbitraries.integers().between(0, 1_439),
                        Arbitraries.integers().between(1, 1_440))
                .as(Schedule.Window::new);
        Arbitrary<LocalDate> days = Arbitraries.integers().between(0, 40_000).map(day -> LocalDate.ofEpochDay(day));
        return Combinators.combine(
                        names(),
                        Arbitraries.of("UTC", "Europe/Berlin", "America/New_York")
                                .map(ZoneId::of),
                        windows.list().ofMaxSize(3),
                        days.set().ofMaxSize(3))
                .as(Schedule::new)
                .list()
                .ofMaxSize(2)
                .map(schedules -> byName(schedules, Schedule::name));
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
                        Arbitraries.of(true, false),
                        AnyJson.objects().optional())
                .as((traits, returns, digest, goesOn, output) -> new ToolEntry(
                        traits, returns, digest, Reading.NONE, goesOn, output.map(ArgumentSchema::published)));
    }

    private static Arbitrary<List<Policy>> policies(List<String> limits, List<String> schedules) {
        return Combinators.combine(
                        names(),
                        Arbitraries.of(Mode.class),
                        targets(),
                        oneOf(schedules).optional(schedules.isEmpty() ? 0 : 0.5),
                        rules().list().ofMaxSize(3),
                        oneOf(limits).list().ofMaxSize(limits.isEmpty() ? 0 : 2),
                        exemptions().list().ofMaxSize(2))
                .as(Policy::new)
                .list()
                .ofMaxSize(3);
    }

    private static Arbitrary<String> oneOf(List<String> names) {
        return names.isEmpty() ? Arbitraries.just("none") : Arbitraries.of(names);
    }

    private static Arbitrary<Exemption> exemptions() {
        return Combinators.combine(
                        names(),
                        subjects().list().ofMinSize(1).ofMaxSize(2),
                        names().set().ofMinSize(1).ofMaxSize(2),
                        Arbitraries.longs().between(0, 4_000_000_000L).map(Instant::ofEpochSecond),
                        AnyJson.texts(),
                        AnyJson.texts())
                .as(Exemption::new);
    }

    private static Arbitrary<Rule> rules() {
        return Combinators.combine(
                        names(),
                        rulings(),
                        expressions().optional(),
                        AnyJson.texts().optional(),
                        obligations().list().ofMaxSize(3))
                .as((id, ruling, when, reason, obligations) ->
                        new Rule(id, ruling, when, reason, ruling instanceof Ruling.Deny ? List.of() : obligations));
    }

    private static Arbitrary<Ruling> rulings() {
        Arbitrary<Ruling.Redirect> redirects = names().tuple2().map(two -> new Ruling.Redirect(two.get1(), two.get2()));
        Arbitrary<Ruling.Grant> grants = Combinators.combine(
                        Arbitraries.integers().between(1, 1_000),
                        Arbitraries.integers().between(1, 86_400).map(Duration::ofSeconds))
                .as(Ruling.Grant::new);
        return Arbitraries.oneOf(
                Arbitraries.just(new Ruling.Allow()),
                Combinators.combine(Arbitraries.of(ReasonCode.class).optional(), redirects.optional())
                        .as(Ruling.Deny::new),
                Combinators.combine(subjects().list().ofMinSize(1).ofMaxSize(2), grants)
                        .as(Ruling.Approve::new),
                names().map(Ruling.StepUp::new));
    }

    private static Arbitrary<ObligationRule> obligations() {
        Arbitrary<Long> counts = Arbitraries.longs().between(1, 1_000_000);
        return Arbitraries.oneOf(
                names().map(ObligationRule.Redact::new),
                Combinators.combine(counts, counts.optional(), counts.optional())
                        .as((bytes, rows, depth) -> new ObligationRule.CapResponse(
                                new ObligationRule.Cap(Optional.of(bytes), rows, depth))),
                Arbitraries.maps(names(), expressions()).ofMaxSize(2).map(ObligationRule.RewriteArguments::new),
                AnyJson.texts().map(ObligationRule.Warn::new));
    }

    private static Arbitrary<Map<String, LimitRule>> limits() {
        Arbitrary<Rate> rates = Combinators.combine(
                        Arbitraries.longs().between(1, 1_000),
                        Arbitraries.longs().between(100_000, 86_400_000_000L),
                        Arbitraries.longs().between(1, 1_000))
                .as((permits, micros, burst) -> new Rate(permits, Duration.ofNanos(micros * 1_000), burst));
        return Combinators.combine(
                        names(),
                        Arbitraries.of(Mode.class),
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
        Arbitrary<ToolMatch> tools = Arbitraries.oneOf(
                globs.tuple2().map(two -> new ToolMatch.Named(two.get1(), two.get2())),
                names().map(ToolMatch.WithTrait::new));
        Arbitrary<ResourceMatch> resources = globs.tuple2().map(two -> new ResourceMatch(two.get1(), two.get2()));
        return Combinators.combine(
                        subjects().list().ofMaxSize(2),
                        globs.list().ofMaxSize(2),
                        tools.list().ofMaxSize(2),
                        resources.list().ofMaxSize(2))
                .as(Target::new);
    }

    private static Arbitrary<SubjectMatch> subjects() {
        Arbitrary<Glob> globs = names().map(Glob::new);
        return Arbitraries.oneOf(
                globs.tuple2().map(two -> new SubjectMatch.Identity(two.get1(), two.get2())),
                globs.map(SubjectMatch.Role::new),
                globs.map(SubjectMatch.Owner::new),
                globs.map(SubjectMatch.Purpose::new));
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
