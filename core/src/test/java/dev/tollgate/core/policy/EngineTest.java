package dev.tollgate.core.policy;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.LimitRule.KeyPart;
import dev.tollgate.core.policy.expr.Expr;
import dev.tollgate.core.policy.expr.Function;
import dev.tollgate.core.policy.expr.Input;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

import static dev.tollgate.core.policy.Bundles.allow;
import static dev.tollgate.core.policy.Bundles.constant;
import static dev.tollgate.core.policy.Bundles.deny;
import static dev.tollgate.core.policy.Bundles.erring;
import static dev.tollgate.core.policy.Bundles.everything;
import static dev.tollgate.core.policy.Bundles.limit;
import static dev.tollgate.core.policy.Bundles.policy;
import static dev.tollgate.core.policy.Bundles.standing;
import static dev.tollgate.core.policy.Bundles.when;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

class EngineTest {
    private static final Situation NOW = Situation.at(Instant.parse("2026-11-24T09:00:00Z"));
    private static final String PINNED = "sha256:" + "a".repeat(64);

    @Test
    void noAllowIsADeny() {
        assertReason(ReasonCode.NO_MATCHING_POLICY, decide());
        assertReason(ReasonCode.NO_MATCHING_POLICY, decide(policy("p", when(allow("r"), constant(false)))));
    }

    @Test
    void anAllowNamesItsPolicyAndRule() {
        Verdict verdict = decide(policy("p", when(allow("no"), constant(false)), allow("yes")));

        assertEquals(Effect.ALLOW, verdict.effect());
        assertEquals(ReasonCode.ALLOWED, verdict.reason().code());
        assertEquals(Optional.of("p"), verdict.reason().policy());
        assertEquals(Optional.of("yes"), verdict.reason().rule());
    }

    @Test
    void denyBeatsAllowAlsoOfAnotherPolicy() {
        Verdict verdict = decide(policy("a", allow("yes")), policy("b", deny("no")));

        assertReason(ReasonCode.DENIED_BY_POLICY, verdict);
        assertEquals(Optional.of("b"), verdict.reason().policy());
        assertEquals(Optional.of("no"), verdict.reason().rule());
        assertEquals("The policy 'b' forbids this call.", verdict.reason().message());
    }

    @Test
    void aDenyHasTheReasonAndCodeOfItsRule() {
        var deny = new Ruling.Deny(Optional.of(ReasonCode.OUTSIDE_SCHEDULE), Optional.empty());
        var rule = new Rule("no", deny, Optional.empty(), Optional.of("Ask on Monday."), List.of());
        Verdict verdict = decide(policy("p", rule));

        assertReason(ReasonCode.OUTSIDE_SCHEDULE, verdict);
        assertEquals("Ask on Monday.", verdict.reason().message());
    }

    @Test
    void anErrorDeniesAndNamesItself() {
        Verdict verdict = decide(policy("a", allow("yes")), policy("b", when(allow("broken"), erring())));

        assertReason(ReasonCode.POLICY_ERROR, verdict);
        assertEquals(Optional.of("b"), verdict.reason().policy());
        assertEquals(Optional.of("broken"), verdict.reason().rule());
        assertReason(ReasonCode.POLICY_ERROR, decide(policy("a", allow("yes"), when(deny("broken"), erring()))));
    }

    @Test
    void aDenyIsABetterReasonThanAnErrorBesideIt() {
        assertReason(
                ReasonCode.DENIED_BY_POLICY,
                decide(policy("a", when(allow("broken"), erring())), policy("b", deny("no"))));
    }

    @Test
    void theFirstPolicyByNameIsTheReason() {
        Verdict verdict = decide(policy("b", deny("1")), policy("a", deny("2")));

        assertEquals(Optional.of("a"), verdict.reason().policy());
    }

    @Test
    void rulesOfOtherTargetsSayNothing() {
        var elsewhere = new Target(List.of(), List.of(new Glob("other")), List.of(), List.of());
        var denying = policy("b", elsewhere, List.of(deny("no"), when(deny("broken"), erring())), List.of());
        Verdict verdict = decide(policy("a", allow("yes")), denying);

        assertEquals(Effect.ALLOW, verdict.effect());
        assertEquals(List.of(step("a", "yes", Effect.ALLOW, "matched")), verdict.trace());
    }

    @Test
    void theTraceTellsOfEachRule() {
        Verdict verdict = decide(
                policy("a", allow("yes"), when(deny("no"), constant(false))),
                policy("b", when(allow("bad"), erring())));

        assertEquals(
                List.of(
                        step("a", "yes", Effect.ALLOW, "matched"),
                        step("a", "no", Effect.DENY, "not matched", "false"),
                        step(
                                "b",
                                "bad",
                                Effect.ALLOW,
                                "error: there is no member 'no_such_member'",
                                "context.no_such_member (context is map)")),
                verdict.trace());
    }

    @Test
    void aToolCallUnderAnotherTypeOfResourceDoesNotGetRoundTheCatalogue() {
        var engine = Engines.of(Bundles.of(List.of(policy("a", allow("yes")))));

        assertReason(ReasonCode.UNKNOWN_TOOL, engine.decide(Calls.on("tools/call", "thing", "crm/query"), NOW));
    }

    @Test
    void aToolThatTheCatalogueDoesNotHaveIsUnknownWhateverThePolicies() {
        var engine = Engines.of(Bundles.of(List.of(policy("a", allow("yes")))));

        assertReason(ReasonCode.UNKNOWN_TOOL, engine.decide(Calls.ofUnknownTool(), NOW));
    }

    @Test
    void aPinnedToolNeedsItsDigest() {
        var entry = new ToolEntry(List.of("read"), List.of(), Optional.of(PINNED), false);
        var engine = pinned(new Server("crm", true, Map.of("query", entry), Optional.empty()));
        Call call = Calls.ofTool("crm", "query", entry);

        assertReason(ReasonCode.TOOL_CHANGED, engine.decide(call, NOW));
        assertReason(
                ReasonCode.TOOL_CHANGED, engine.decide(withDigest(call, Json.of("sha256:" + "b".repeat(64))), NOW));
        assertReason(ReasonCode.TOOL_CHANGED, engine.decide(withDigest(call, Json.of(7)), NOW));
        assertEquals(
                Effect.ALLOW,
                engine.decide(withDigest(call, Json.of(PINNED)), NOW).effect());
    }

    @Test
    void aToolWithoutDigestOfAServerThatDemandsPinningIsNeverTheApprovedOne() {
        var entry = new ToolEntry(List.of("unknown"), List.of(), Optional.empty(), false);
        var engine = pinned(new Server("crm", true, Map.of(), Optional.of(entry)));
        Call call = Calls.ofTool("crm", "anything", entry);

        assertReason(ReasonCode.TOOL_CHANGED, engine.decide(call, NOW));
        assertReason(ReasonCode.TOOL_CHANGED, engine.decide(withDigest(call, Json.of(PINNED)), NOW));
    }

    @Test
    void anAllowedCallTakesTheLimitsOfThePoliciesThatAllowIt() {
        var allowing = policy("a", everything(), List.of(allow("yes")), List.of("one", "both"));
        var silent = policy("b", everything(), List.of(when(allow("no"), constant(false))), List.of("other"));
        var another = policy("c", everything(), List.of(allow("yes")), List.of("both"));
        var engine = Engines.of(Bundles.of(
                List.of(allowing, silent, another),
                limit("one", KeyPart.SUBJECT_ID),
                limit("both", KeyPart.SUBJECT_OWNER, KeyPart.TOOL_NAME),
                limit("other")));

        List<Verdict.Take> takes = engine.decide(Calls.ofTool(), NOW).takes();

        assertEquals(
                List.of("one", "both"),
                takes.stream().map(take -> take.limit().name()).toList());
        assertEquals(
                List.of(List.of("agent:bot"), List.of("acme", "crm/query")),
                takes.stream().map(Verdict.Take::key).toList());
        assertEquals(
                List.of(Optional.of(1L), Optional.of(1L)),
                takes.stream().map(Verdict.Take::cost).toList());
    }

    @Test
    void aStandingLimitIsTakenByEachAllowedCallOfItsTarget() {
        var elsewhere = new Target(List.of(), List.of(new Glob("other")), List.of(), List.of());
        var engine = Engines.of(Bundles.of(
                List.of(policy("a", allow("yes"))),
                standing(limit("here"), everything()),
                standing(limit("there"), elsewhere)));

        assertEquals(
                List.of("here"),
                engine.decide(Calls.ofTool(), NOW).takes().stream()
                        .map(take -> take.limit().name())
                        .toList());
    }

    @Test
    void aDeniedCallTakesNothing() {
        var engine = Engines.of(
                Bundles.of(List.of(policy("a", allow("yes"), deny("no"))), standing(limit("here"), everything())));

        assertEquals(List.of(), engine.decide(Calls.ofTool(), NOW).takes());
    }

    @Test
    void aCostThatErrsDeniesAndACostThatIsNoCountIsLeftOpen() {
        var erring = Engines.of(
                Bundles.of(List.of(policy("a", allow("yes"))), standing(limit("l", erring()), everything())));
        var negative = Engines.of(Bundles.of(
                List.of(policy("a", allow("yes"))), standing(limit("l", new Expr.Constant(-1L)), everything())));

        assertReason(ReasonCode.POLICY_ERROR, erring.decide(Calls.ofTool(), NOW));
        assertEquals(
                Optional.empty(),
                negative.decide(Calls.ofTool(), NOW).takes().getFirst().cost());
    }

    @Test
    void conditionsReadWhatTheRegistryTheCatalogueAndTheRequestSay() {
        Expr owner = Expr.Call.of(Function.EQUAL, select("subject", "owner"), text("acme"));
        Expr trait = Expr.Call.of(Function.IN, text("read"), select("tool", "traits"));
        Expr argument = Expr.Call.of(Function.EQUAL, select("args", "rows"), new Expr.Constant(3L));
        Expr all = Expr.Call.of(Function.AND, owner, Expr.Call.of(Function.AND, trait, argument));
        var engine = Engines.of(Bundles.of(List.of(policy("a", when(allow("yes"), all)))));

        assertEquals(
                Effect.ALLOW,
                engine.decide(Calls.withContext(Calls.ofTool(), Calls.json("{\"arguments\":{\"rows\":3}}")), NOW)
                        .effect());
        assertEquals(
                ReasonCode.NO_MATCHING_POLICY,
                engine.decide(Calls.withContext(Calls.ofTool(), Calls.json("{\"arguments\":{\"rows\":4}}")), NOW)
                        .reason()
                        .code());
    }

    @Test
    void toolIsBoundAlsoWhereThereIsNone() {
        Expr isTool = new Expr.Has(new Expr.Variable(Input.TOOL), "name");
        var engine = Engines.of(Bundles.of(List.of(policy("a", when(deny("tools"), isTool), allow("yes")))));

        assertEquals(
                Effect.ALLOW,
                engine.decide(Calls.on("can_read", "todo", "1"), NOW).effect());
        assertEquals(Effect.DENY, engine.decide(Calls.ofTool(), NOW).effect());
    }

    @Property
    void theOrderOfDocumentsNeverMatters(@ForAll("policies") List<Policy> policies, @ForAll Random random) {
        var shuffled = new ArrayList<>(policies);
        Collections.shuffle(shuffled, random);
        var limits = List.of(limit("l0"), limit("l1"), standing(limit("l2"), everything()));
        var shuffledLimits = new ArrayList<>(limits);
        Collections.shuffle(shuffledLimits, random);

        assertEquals(
                Engines.of(Bundles.of(policies, limits.toArray(LimitRule[]::new)))
                        .explain(Calls.ofTool(), NOW),
                Engines.of(Bundles.of(shuffled, shuffledLimits.toArray(LimitRule[]::new)))
                        .explain(Calls.ofTool(), NOW));
    }

    @Property
    void anAllowNeedsAnAllowAndNeitherADenyNorAnError(@ForAll("policies") List<Policy> policies) {
        Verdict verdict = decide(policies.toArray(Policy[]::new));
        var outcomes = verdict.trace().stream()
                .map(step -> step.outcome().startsWith("error") ? "error" : step.effect() + " " + step.outcome())
                .toList();

        assertEquals(
                outcomes.contains("ALLOW matched") && !outcomes.contains("DENY matched") && !outcomes.contains("error"),
                verdict.effect() == Effect.ALLOW);
    }

    @Provide
    Arbitrary<List<Policy>> policies() {
        Arbitrary<Expr> conditions = Arbitraries.of(constant(true), constant(false), erring());
        Arbitrary<Rule> rules = Combinators.combine(
                        Arbitraries.frequency(Tuple.of(3, allow("r1")), Tuple.of(1, deny("r2"))),
                        conditions.optional(0.7))
                .as((rule, when) -> when.map(condition -> when(rule, condition)).orElse(rule));
        return Combinators.combine(
                        rules.list().ofMaxSize(3),
                        Arbitraries.of("l0", "l1").list().ofMaxSize(2))
                .as((some, limits) -> policy("p", everything(), some, limits))
                .list()
                .ofMaxSize(5)
                .map(EngineTest::named);
    }

    @Test
    void conditionsReadWhatWasFoundInTheArguments() {
        var hasCard = new Expr.Call(
                Function.IN, List.of(new Expr.Constant("CREDIT_CARD"), new Expr.Variable(Input.FINDINGS)));
        var engine = Engines.of(Bundles.of(List.of(policy("a", when(deny("cards"), hasCard), allow("yes")))));
        var text = Json.object().put("text", "pay with 4111 1111 1111 1111").build();

        Verdict clean = engine.decide(Calls.ofTool(), NOW);
        Verdict dirty = engine.decide(Calls.ofTool().withArguments(text), NOW);

        assertEquals(Effect.ALLOW, clean.effect());
        assertEquals(Map.of(), clean.findings().counts());
        assertReason(ReasonCode.DENIED_BY_POLICY, dirty);
        assertEquals(Map.of("CREDIT_CARD", 1), dirty.findings().counts());
        assertEquals(List.of("CREDIT_CARD", "PERSONAL"), dirty.findings().words());
    }

    private static List<Policy> named(List<Policy> policies) {
        var named = new LinkedHashMap<String, Policy>();
        policies.forEach(policy -> {
            String name = "p" + named.size();
            named.put(name, policy(name, policy.target(), policy.rules(), policy.limits()));
        });
        return List.copyOf(named.values());
    }

    private static Verdict decide(Policy... policies) {
        return Engines.of(Bundles.of(List.of(policies), limit("l0"), limit("l1")))
                .explain(Calls.ofTool(), NOW);
    }

    private static Engine pinned(Server server) {
        return Engines.of(Bundles.of(Map.of(server.name(), server), List.of(policy("a", allow("yes")))));
    }

    private static Call withDigest(Call call, Json digest) {
        return Calls.withProperties(
                call,
                Json.object()
                        .put("server", "crm")
                        .put("definition_digest", digest)
                        .build());
    }

    private static Expr select(String variable, String member) {
        return new Expr.Select(new Expr.Variable(Input.ofWord(variable).orElseThrow()), member);
    }

    private static Expr text(String value) {
        return new Expr.Constant(value);
    }

    private static void assertReason(ReasonCode code, Verdict verdict) {
        assertEquals(Effect.DENY, verdict.effect());
        assertEquals(code, verdict.reason().code());
        assertFalse(verdict.reason().message().isEmpty());
    }

    private static Verdict.Step step(String policy, String rule, Effect effect, String outcome, String... because) {
        return new Verdict.Step(
                policy,
                rule,
                effect,
                Mode.ENFORCE,
                outcome,
                Arrays.stream(because).findFirst());
    }
}
