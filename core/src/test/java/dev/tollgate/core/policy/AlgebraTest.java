package dev.tollgate.core.policy;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.ObligationRule.Cap;
import dev.tollgate.core.policy.Target.SubjectMatch;
import dev.tollgate.core.policy.expr.Expr;
import dev.tollgate.core.policy.expr.Function;
import dev.tollgate.core.policy.expr.Input;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
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
import org.junit.jupiter.api.Test;

import static dev.tollgate.core.policy.Bundles.allow;
import static dev.tollgate.core.policy.Bundles.constant;
import static dev.tollgate.core.policy.Bundles.deny;
import static dev.tollgate.core.policy.Bundles.erring;
import static dev.tollgate.core.policy.Bundles.monitored;
import static dev.tollgate.core.policy.Bundles.obliged;
import static dev.tollgate.core.policy.Bundles.policy;
import static dev.tollgate.core.policy.Bundles.rule;
import static dev.tollgate.core.policy.Bundles.when;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** How effects, exceptions, schedules, obligations and monitoring weigh against each other. */
class AlgebraTest {
    /** A Tuesday, ten o'clock in Berlin. */
    private static final Instant TUESDAY = Instant.parse("2026-11-24T09:00:00Z");

    private static final Instant NIGHT = Instant.parse("2026-11-24T01:00:00Z");
    private static final Schedule DAYTIME = new Schedule(
            "day",
            ZoneId.of("Europe/Berlin"),
            List.of(new Schedule.Window(EnumSet.allOf(DayOfWeek.class), 8 * 60, 18 * 60)),
            Set.of());
    private static final Ruling APPROVE = new Ruling.Approve(
            List.of(new SubjectMatch.Role(new Glob("boss"))), new Ruling.Grant(1, Duration.ofHours(24)));
    private static final Ruling STEP_UP = new Ruling.StepUp("mfa");

    @Test
    void denyBeatsApproveBeatsStepUpBeatsAllow() {
        List<Rule> rules = List.of(allow("yes"), rule("login", STEP_UP), rule("ask", APPROVE), deny("no"));
        List<ReasonCode> codes = List.of(
                ReasonCode.ALLOWED,
                ReasonCode.STEP_UP_REQUIRED,
                ReasonCode.APPROVAL_REQUIRED,
                ReasonCode.DENIED_BY_POLICY);
        for (int i = 0; i < rules.size(); i++) {
            var some = new ArrayList<>(rules.subList(0, i + 1));
            assertEquals(
                    codes.get(i),
                    decide(policy("p", some.toArray(Rule[]::new))).reason().code());
            assertEquals(
                    codes.get(i),
                    decide(policy("p", some.reversed().toArray(Rule[]::new)))
                            .reason()
                            .code());
        }
    }

    @Test
    void aStepUpSaysWhatIsNeeded() {
        Verdict verdict = decide(policy("p", rule("login", STEP_UP)));

        assertEquals(List.of(new Obligation("step-up", Calls.json("{\"acr_value\":\"mfa\"}"))), verdict.obligations());
    }

    @Test
    void aVerifiedLoginOfTheNamedClassMeetsAStepUp() {
        Engine engine = engine(policy("p", rule("login", STEP_UP)));

        Verdict strong = engine.decide(Calls.ofTool(), Situation.at(TUESDAY).withLogin(Optional.of("mfa")));
        Verdict weak = engine.decide(Calls.ofTool(), Situation.at(TUESDAY).withLogin(Optional.of("password")));

        assertEquals(ReasonCode.ALLOWED, strong.reason().code());
        assertEquals(List.of(), strong.obligations());
        assertEquals(ReasonCode.STEP_UP_REQUIRED, weak.reason().code());
    }

    @Test
    void anApprovedCallCountsAsAllowForTheRuleThatWasApprovedOnly() {
        Engine engine = engine(policy("p", rule("ask", APPROVE), rule("other", APPROVE)));
        var ask = new RuleName("p", "ask");
        var other = new RuleName("p", "other");

        Verdict waiting = engine.decide(Calls.ofTool(), Situation.at(TUESDAY));
        Verdict half = engine.decide(Calls.ofTool(), Situation.at(TUESDAY).approving(Set.of(ask)));
        Verdict whole = engine.decide(Calls.ofTool(), Situation.at(TUESDAY).approving(Set.of(ask, other)));

        assertEquals(Optional.of(APPROVE), waiting.awaits());
        assertEquals(Optional.of("other"), half.reason().rule());
        assertEquals(ReasonCode.APPROVAL_REQUIRED, half.reason().code());
        assertEquals(ReasonCode.ALLOWED, whole.reason().code());
        assertEquals(List.of(ask, other), whole.approved());
        assertEquals(Optional.empty(), whole.awaits());
    }

    @Test
    void neitherAnApprovalNorALoginLiftsADenial() {
        Policy policy = policy("p", rule("ask", APPROVE), rule("login", STEP_UP), deny("no"));
        Situation met = Situation.at(TUESDAY).withLogin(Optional.of("mfa")).approving(Set.of(new RuleName("p", "ask")));

        assertEquals(
                ReasonCode.DENIED_BY_POLICY,
                engine(policy).decide(Calls.ofTool(), met).reason().code());
    }

    @Test
    void aRedirectIsADenialThatNamesTheTool() {
        var to = new Ruling.Redirect("crm", "safe_query");
        Verdict verdict =
                decide(policy("p", allow("yes"), rule("r", new Ruling.Deny(Optional.empty(), Optional.of(to)))));

        assertEquals(ReasonCode.REDIRECTED, verdict.reason().code());
        assertEquals(Optional.of(to), verdict.redirect());
        assertEquals(
                "Use the tool 'safe_query' of 'crm' instead.", verdict.reason().message());
    }

    @Test
    void anExceptionLiftsADenialAndMeetsAnApprovalUntilItEnds() {
        Policy denying = exempting(policy("p", deny("no")), "no");
        Policy asking = exempting(policy("p", rule("ask", APPROVE)), "ask");

        assertEquals(ReasonCode.NO_MATCHING_POLICY, decide(denying).reason().code());
        assertEquals(
                ReasonCode.ALLOWED,
                decide(denying, policy("q", allow("yes"))).reason().code());
        assertEquals(ReasonCode.ALLOWED, decide(asking).reason().code());
        assertEquals(List.of("INC-1"), decide(asking).exemptions());
        Instant end = TUESDAY.plusSeconds(60);
        assertEquals(ReasonCode.ALLOWED, at(end.minusNanos(1), asking).reason().code());
        assertEquals(ReasonCode.APPROVAL_REQUIRED, at(end, asking).reason().code());
    }

    @Test
    void anExceptionIsForItsSubjectsOnly() {
        var other = new Exemption(
                "INC-2",
                List.of(new SubjectMatch.Identity(new Glob("agent"), new Glob("another"))),
                Set.of("no"),
                TUESDAY.plusSeconds(60),
                "because",
                "boss");
        Policy policy = with(policy("p", deny("no")), Optional.empty(), List.of(other));

        assertEquals(ReasonCode.DENIED_BY_POLICY, decide(policy).reason().code());
    }

    @Test
    void aScheduleGatesAllowsAndNotDenials() {
        Policy daytime =
                with(policy("p", allow("yes"), when(deny("no"), constant(false))), Optional.of("day"), List.of());
        Policy denying = with(policy("q", deny("no")), Optional.of("day"), List.of());
        Policy asking = with(policy("q", rule("ask", APPROVE)), Optional.of("day"), List.of());

        assertEquals(ReasonCode.ALLOWED, decide(daytime).reason().code());
        assertEquals(ReasonCode.OUTSIDE_SCHEDULE, at(NIGHT, daytime).reason().code());
        assertEquals(Optional.of("yes"), at(NIGHT, daytime).reason().rule());
        assertEquals(
                ReasonCode.ALLOWED,
                at(NIGHT, daytime, policy("z", allow("yes"))).reason().code());
        assertEquals(
                ReasonCode.DENIED_BY_POLICY,
                at(NIGHT, denying, policy("z", allow("yes"))).reason().code());
        assertEquals(
                ReasonCode.APPROVAL_REQUIRED,
                at(NIGHT, asking, policy("z", allow("yes"))).reason().code());
    }

    @Test
    void theStrictestOfEqualObligationsWins() {
        Rule one = obliged(allow("1"), cap(100, 9), new ObligationRule.Redact("gdpr"), new ObligationRule.Warn("w"));
        Rule two =
                obliged(allow("2"), cap(200, 5), new ObligationRule.Redact("pci"), new ObligationRule.Redact("gdpr"));
        Call call = supporting("cap_response", "redact");

        assertEquals(
                List.of(
                        new Obligation("cap_response", Calls.json("{\"bytes\":100,\"rows\":5}")),
                        new Obligation("redact", Calls.json("{\"profile\":\"gdpr\"}")),
                        new Obligation("redact", Calls.json("{\"profile\":\"pci\"}")),
                        new Obligation("warn", Calls.json("{\"message\":\"w\"}"))),
                engine(policy("p", one, two))
                        .decide(call, Situation.at(TUESDAY))
                        .obligations());
    }

    @Test
    void aHookThatCannotDoWhatItMustIsDenied() {
        Policy redacting = policy("p", obliged(allow("1"), new ObligationRule.Redact("gdpr")));
        Policy warning = policy("p", obliged(allow("1"), new ObligationRule.Warn("w")));

        assertEquals(
                ReasonCode.OBLIGATION_UNSUPPORTED, decide(redacting).reason().code());
        assertEquals(Optional.of("1"), decide(redacting).reason().rule());
        assertEquals(
                Effect.ALLOW,
                engine(redacting)
                        .decide(supporting("redact"), Situation.at(TUESDAY))
                        .effect());
        assertEquals(Effect.ALLOW, decide(warning).effect());
    }

    @Test
    void rewrittenArgumentsAreDecidedAnew() {
        Rule capped = obliged(allow("capped"), rewrite("limit", atMost(100)));
        Rule noHundred = when(deny("no-hundred"), equal("limit", 100));
        Call call = withArguments("{\"limit\":500,\"q\":\"x\"}", "rewrite_arguments");

        Verdict rewritten = engine(policy("p", capped)).decide(call, Situation.at(TUESDAY));
        assertEquals(
                List.of(new Obligation("rewrite_arguments", Calls.json("{\"set\":{\"limit\":100}}"))),
                rewritten.obligations());
        Verdict denied = engine(policy("p", capped, noHundred)).decide(call, Situation.at(TUESDAY));
        assertEquals(Optional.of("no-hundred"), denied.reason().rule());
    }

    @Test
    void argumentsThatAreAlreadyAsWantedNeedNoRewriting() {
        Rule capped = obliged(allow("capped"), rewrite("limit", atMost(100)));

        Verdict verdict = engine(policy("p", capped)).decide(withArguments("{\"limit\":50}"), Situation.at(TUESDAY));
        assertEquals(Effect.ALLOW, verdict.effect());
        assertEquals(List.of(), verdict.obligations());
    }

    @Test
    void conflictingRewritesAndThoseWithoutEndDeny() {
        Rule ten = obliged(allow("10"), rewrite("limit", new Expr.Constant(10L)));
        Rule twenty = obliged(allow("20"), rewrite("limit", new Expr.Constant(20L)));
        Rule growing = obliged(
                allow("more"), rewrite("limit", Expr.Call.of(Function.ADD, argument("limit"), new Expr.Constant(1L))));
        Rule broken = obliged(allow("broken"), rewrite("limit", argument("missing")));
        Call call = withArguments("{\"limit\":5}", "rewrite_arguments");

        for (Policy policy : List.of(policy("p", ten, twenty), policy("p", growing), policy("p", broken))) {
            assertEquals(
                    ReasonCode.POLICY_ERROR,
                    engine(policy).decide(call, Situation.at(TUESDAY)).reason().code());
        }
    }

    @Test
    void theBudgetOfOneDecisionIsSharedByAllRules() {
        Expr pricey = Expr.Call.of(
                Function.CONTAINS, new Expr.Constant("x".repeat(16_000)), new Expr.Constant("y".repeat(1_600)));
        Verdict verdict = decide(policy("p", allow("yes"), when(deny("pricey"), pricey)));

        assertEquals(ReasonCode.BUDGET_EXCEEDED, verdict.reason().code());
        assertEquals(Optional.of("pricey"), verdict.reason().rule());
    }

    @Test
    void withoutArgumentsACallIsInProspectUnlessItIsDeniedForCertain() {
        Expr known = Expr.Call.of(
                Function.IN, new Expr.Constant("read"), new Expr.Select(new Expr.Variable(Input.TOOL), "traits"));
        Expr unknown = equal("limit", 1);

        assertTrue(inProspect(policy("p", allow("yes"))));
        assertTrue(inProspect(policy("p", when(allow("yes"), unknown))));
        assertTrue(inProspect(policy("p", when(allow("yes"), known), when(deny("no"), unknown))));
        assertTrue(inProspect(policy("p", rule("ask", APPROVE))));
        assertEquals(false, inProspect());
        assertEquals(false, inProspect(policy("p", when(allow("yes"), unknown), when(deny("no"), known))));
        assertEquals(false, inProspect(policy("p", allow("yes"), when(deny("broken"), erring()))));
        assertEquals(false, inProspect(policy("p", obliged(allow("yes"), new ObligationRule.Redact("gdpr")))));
        assertEquals(false, inProspect(monitored(policy("p", allow("yes")))));
    }

    /** Whatever is listed as impossible is denied with each of many arguments. */
    @Property(tries = 300)
    void whatIsNotInProspectIsNeverAllowed(@ForAll("policies") List<Policy> policies) {
        var engine = engine(policies.toArray(Policy[]::new));
        boolean prospect = engine.mayAllow(Calls.ofTool(), Situation.at(TUESDAY));
        for (String arguments : List.of("{}", "{\"limit\":1}", "{\"limit\":2}", "{\"limit\":\"x\"}")) {
            Effect effect = engine.decide(withArguments(arguments), Situation.at(TUESDAY))
                    .effect();
            assertTrue(prospect || effect == Effect.DENY, arguments);
        }
    }

    /** The algebra, written down a second time and slowly. */
    @Property
    void agreesWithTheAlgebraInWords(@ForAll("policies") List<Policy> policies) {
        var effects = EnumSet.noneOf(Effect.class);
        boolean errs = false;
        for (Policy policy : policies) {
            for (Rule rule : policy.rules()) {
                Optional<Expr> when = rule.when();
                if (when.isEmpty() || when.get().equals(constant(true))) {
                    effects.add(rule.effect());
                }
                errs |= when.isPresent()
                        && !when.get().equals(constant(true))
                        && !when.get().equals(constant(false));
            }
        }
        ReasonCode expected = effects.contains(Effect.DENY)
                ? ReasonCode.DENIED_BY_POLICY
                : errs
                        ? ReasonCode.POLICY_ERROR
                        : effects.contains(Effect.APPROVE)
                                ? ReasonCode.APPROVAL_REQUIRED
                                : effects.contains(Effect.STEP_UP)
                                        ? ReasonCode.STEP_UP_REQUIRED
                                        : effects.contains(Effect.ALLOW)
                                                ? ReasonCode.ALLOWED
                                                : ReasonCode.NO_MATCHING_POLICY;

        assertEquals(expected, decide(policies.toArray(Policy[]::new)).reason().code());
    }

    @Provide
    Arbitrary<List<Policy>> policies() {
        Arbitrary<Expr> conditions = Arbitraries.of(constant(true), constant(false), erring(), equal("limit", 1));
        Arbitrary<Rule> rules = Combinators.combine(
                        Arbitraries.of(allow("a"), allow("b"), deny("c"), rule("d", APPROVE), rule("e", STEP_UP)),
                        conditions.optional(0.6))
                .as((rule, when) -> when.map(condition -> when(rule, condition)).orElse(rule));
        return rules.list().ofMaxSize(3).list().ofMaxSize(4).map(lists -> {
            var policies = new ArrayList<Policy>();
            lists.forEach(list -> policies.add(policy("p" + policies.size(), list.toArray(Rule[]::new))));
            return policies;
        });
    }

    private static boolean inProspect(Policy... policies) {
        return engine(policies).mayAllow(Calls.ofTool(), Situation.at(TUESDAY));
    }

    private static Verdict decide(Policy... policies) {
        return at(TUESDAY, policies);
    }

    private static Verdict at(Instant now, Policy... policies) {
        return engine(policies).decide(Calls.ofTool(), Situation.at(now));
    }

    private static Engine engine(Policy... policies) {
        Bundle bundle = Bundles.of(List.of(policies));
        return Engines.of(new Bundle(
                bundle.name(),
                bundle.settings(),
                bundle.servers(),
                bundle.policies(),
                bundle.limits(),
                Map.of("day", DAYTIME),
                Map.of(),
                bundle.data()));
    }

    private static Policy exempting(Policy policy, String rule) {
        var exemption = new Exemption(
                "INC-1",
                List.of(new SubjectMatch.Role(new Glob("analyst"))),
                Set.of(rule),
                TUESDAY.plusSeconds(60),
                "because",
                "boss");
        return with(policy, Optional.empty(), List.of(exemption));
    }

    private static Policy with(Policy policy, Optional<String> schedule, List<Exemption> exemptions) {
        return new Policy(
                policy.name(), policy.mode(), policy.target(), schedule, policy.rules(), policy.limits(), exemptions);
    }

    private static ObligationRule cap(long bytes, long rows) {
        return new ObligationRule.CapResponse(new Cap(Optional.of(bytes), Optional.of(rows), Optional.empty()));
    }

    private static ObligationRule rewrite(String name, Expr value) {
        return new ObligationRule.RewriteArguments(new HashMap<>(Map.of(name, value)));
    }

    private static Expr atMost(long most) {
        return Expr.Call.of(Function.MIN, argument("limit"), new Expr.Constant(most));
    }

    private static Expr argument(String name) {
        return new Expr.Select(new Expr.Variable(Input.ARGS), name);
    }

    private static Expr equal(String name, long value) {
        return Expr.Call.of(Function.EQUAL, argument(name), new Expr.Constant(value));
    }

    private static Call supporting(String... obligations) {
        return Calls.withContext(
                Calls.ofTool(),
                Json.object()
                        .put("supported_obligations", Json.texts(List.of(obligations)))
                        .build());
    }

    private static Call withArguments(String arguments, String... obligations) {
        return supporting(obligations).withArguments(Calls.json(arguments));
    }
}
