package dev.tollgate.cli.compile;

import dev.tollgate.cli.compile.PolicyReader.ReadPolicy;
import dev.tollgate.cli.compile.RuleReader.ReadRule;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.policy.Call;
import dev.tollgate.core.policy.Engine;
import dev.tollgate.core.policy.Exemption;
import dev.tollgate.core.policy.Glob;
import dev.tollgate.core.policy.Mode;
import dev.tollgate.core.policy.Obligation;
import dev.tollgate.core.policy.ObligationRule;
import dev.tollgate.core.policy.Policy;
import dev.tollgate.core.policy.Rule;
import dev.tollgate.core.policy.Ruling;
import dev.tollgate.core.policy.Situation;
import dev.tollgate.core.policy.Target;
import dev.tollgate.core.policy.Target.SubjectMatch;
import dev.tollgate.core.policy.Verdict;
import dev.tollgate.core.policy.expr.Expr;
import dev.tollgate.core.scan.JsonScan;
import dev.tollgate.core.scan.Scanner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;

class RuleLintTest {
    private static final JsonScan SCAN = new JsonScan(new Scanner());

    private static final SubjectMatch SOME = new SubjectMatch.Role(new Glob("some"));

    /** Against the engine: a policy without the rules that never count answers as it does with them. */
    @Property(tries = 1_000)
    void whatNeverCountsCanBeLeftOut(@ForAll("rules") List<Rule> rules, @ForAll boolean isExcepted) {
        List<Rule> named = IntStream.range(0, rules.size())
                .mapToObj(place -> named(rules.get(place), "r" + place))
                .toList();
        Policy whole = policy(named, isExcepted);
        Set<Integer> pointless = pointless(whole);
        Statistics.collect(pointless.isEmpty() ? "all count" : "some never count");
        Statistics.coverage(coverage -> {
            coverage.check("all count").percentage(share -> share > 5);
            coverage.check("some never count").percentage(share -> share > 20);
        });

        // One at a time: of two that say the same, each could be left out, but not both.
        for (int place : pointless) {
            var rest = new ArrayList<>(named);
            rest.remove(place);
            assertSameVerdicts(whole, policy(rest, isExcepted));
        }
    }

    private static void assertSameVerdicts(Policy one, Policy other) {
        for (String role : List.of("some", "none")) {
            for (String arguments : List.of("", "a", "b", "ab")) {
                Call call = call(role, arguments);
                Verdict expected = engine(one).decide(call, Situation.at(Instant.EPOCH));
                Verdict verdict = engine(other).decide(call, Situation.at(Instant.EPOCH));
                assertEquals(expected.effect(), verdict.effect());
                assertEquals(expected.reason(), verdict.reason());
                assertEquals(expected.obligations(), verdict.obligations());
            }
        }
    }

    private static Set<Integer> pointless(Policy policy) {
        var findings = new Findings();
        var source = Source.of("x", "[" + "x,\n".repeat(policy.rules().size()) + "]", findings);
        List<Value> places = YamlText.documents(source).getFirst().items();
        List<ReadRule> read = IntStream.range(0, policy.rules().size())
                .mapToObj(place -> new ReadRule(policy.rules().get(place), places.get(place), Optional.empty()))
                .toList();
        var document = new Document(Document.Kind.POLICY, "p", places.getFirst(), places.getFirst());
        RuleLint.check(new ReadPolicy(policy, document, read, true));
        return findings.problems().stream().map(problem -> problem.line() - 1).collect(Collectors.toSet());
    }

    @Provide
    Arbitrary<List<Rule>> rules() {
        Arbitrary<Optional<Expr>> conditions = Arbitraries.of("", "has(args.a)", "has(args.b)")
                .map(text -> text.isEmpty() ? Optional.empty() : Optional.of(Ours.read(text)));
        Arbitrary<Ruling> rulings = Arbitraries.of(
                new Ruling.Allow(),
                new Ruling.Allow(),
                new Ruling.Deny(Optional.empty(), Optional.empty()),
                new Ruling.Approve(List.of(SOME), new Ruling.Grant(1, Duration.ofHours(1))),
                new Ruling.StepUp("x"));
        Arbitrary<List<ObligationRule>> obligations =
                Arbitraries.of(List.of(), List.of(), List.of(new ObligationRule.Warn("m")));
        return Combinators.combine(rulings, conditions, obligations)
                .as((ruling, when, asked) -> new Rule(
                        "r", ruling, when, Optional.empty(), ruling instanceof Ruling.Deny ? List.of() : asked))
                .list()
                .ofMinSize(2)
                .ofMaxSize(4);
    }

    private static Rule named(Rule rule, String id) {
        return new Rule(id, rule.ruling(), rule.when(), rule.reason(), rule.obligations());
    }

    private static Policy policy(List<Rule> rules, boolean isExcepted) {
        return new Policy(
                "p",
                Mode.ENFORCE,
                new Target(List.of(), List.of(Glob.ANY), List.of(), List.of()),
                Optional.empty(),
                rules,
                List.of(),
                isExcepted && rules.stream().anyMatch(rule -> rule.id().equals("r0"))
                        ? List.of(new Exemption("X", List.of(SOME), Set.of("r0"), Instant.MAX, "r", "a"))
                        : List.of());
    }

    private static Engine engine(Policy policy) {
        return new Engine(
                new Bundle(
                        "b",
                        Bundle.Settings.DEFAULT,
                        Map.of(),
                        List.of(policy),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        Json.Obj.EMPTY),
                SCAN);
    }

    private static Call call(String role, String arguments) {
        var members = Json.object();
        arguments.chars().forEach(name -> members.put(Character.toString(name), 1));
        return new Call(
                new Call.Subject("user", "u", List.of(role), "", "", Json.Obj.EMPTY),
                new Call.Action("read", Json.Obj.EMPTY),
                new Call.Resource("todo", "1", Json.Obj.EMPTY),
                Optional.empty(),
                Json.object()
                        .put("arguments", members.build())
                        .put(
                                "supported_obligations",
                                Json.texts(Obligation.TYPES.stream().sorted().toList()))
                        .build());
    }
}
