package dev.tollgate.decision;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.authzen.Decision;
import dev.tollgate.core.authzen.Decision.Answer;
import dev.tollgate.core.authzen.EvaluationReader;
import dev.tollgate.core.authzen.Question;
import dev.tollgate.core.authzen.Taken.TakenLimit;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.limit.Booking;
import dev.tollgate.core.limit.Charge;
import dev.tollgate.core.limit.Claim;
import dev.tollgate.core.limit.InMemoryLimitStore;
import dev.tollgate.core.limit.LimitKey;
import dev.tollgate.core.limit.LimitStore;
import dev.tollgate.core.limit.Plan;
import dev.tollgate.core.limit.Rate;
import dev.tollgate.core.policy.Bundles;
import dev.tollgate.core.policy.Effect;
import dev.tollgate.core.policy.LimitRule;
import dev.tollgate.core.policy.LimitRule.Exceeded;
import dev.tollgate.core.policy.LimitRule.KeyPart;
import dev.tollgate.core.policy.Mode;
import dev.tollgate.core.policy.Posture;
import dev.tollgate.core.policy.PostureInForce;
import dev.tollgate.core.policy.ReasonCode;
import dev.tollgate.core.policy.Verdict;
import dev.tollgate.core.record.Pseudonyms;
import dev.tollgate.core.scan.JsonScan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LimitGateTest {
    private static final Verdict.Reason ALLOWED = Verdict.Reason.of(ReasonCode.ALLOWED, "Allowed.");

    private static final Pseudonyms PSEUDONYMS = new Pseudonyms(new byte[32]);
    private static final String PLAN = "p".repeat(26);

    private Question question = question("{}");
    private PostureInForce posture = PostureInForce.NORMAL;
    private final List<String> keys = new ArrayList<>();
    private final InMemoryLimitStore store = new InMemoryLimitStore();
    private final LimitGate gate = new LimitGate(counting(store), new Prepayments(store), reservations());

    @Test
    void admitsWithoutTheStoreWhatTakesNoLimit() {
        Decision decision = admit();

        assertEquals(Answer.ALLOW, decision.answer());
        assertEquals(ALLOWED, decision.reason());
        assertEquals(List.of(), keys);
    }

    @Test
    void tellsWhatIsLeftOfEachLimit() {
        Decision decision = admit(take(limit("agent", 5, KeyPart.SUBJECT_ID), 2), take(limit("all", 9), 1));

        assertEquals(List.of(left("agent", 3), left("all", 8)), decision.taken().limits());
    }

    @Test
    void aCallOverTheLimitIsThrottledWithTheExactWaitInWholeMilliseconds() {
        var limit = limit("agent", 1, KeyPart.SUBJECT_ID);
        admit(take(limit, 1));
        Decision decision = admit(take(limit, 1));

        assertEquals(Answer.THROTTLE, decision.answer());
        assertEquals(ReasonCode.RATE_LIMITED, decision.reason().code());
        assertEquals(Optional.of(Duration.ofMillis(100)), decision.retryAfter());
        assertEquals(
                "The limit 'agent' (10 in 1s, burst 1) is used up. Try again in 100 ms.",
                decision.reason().message());
    }

    @Test
    void aWaitOfAPartOfAMillisecondIsRoundedUpSoThatItIsLongEnough() {
        var limit = new LimitRule(
                "odd",
                Mode.ENFORCE,
                new Rate(3, Duration.ofSeconds(1), 1),
                List.of(),
                Bundles.ONE,
                Exceeded.THROTTLE,
                false,
                Optional.empty());
        admit(take(limit, 1));

        assertEquals(Optional.of(Duration.ofMillis(334)), admit(take(limit, 1)).retryAfter());
    }

    @Test
    void aLimitCanDenyInsteadAndThenNamesNoWait() {
        var limit = new LimitRule(
                "agent",
                Mode.ENFORCE,
                new Rate(10, Duration.ofSeconds(1), 1),
                List.of(),
                Bundles.ONE,
                Exceeded.DENY,
                false,
                Optional.empty());
        admit(take(limit, 1));
        Decision decision = admit(take(limit, 1));

        assertEquals(Answer.DENY, decision.answer());
        assertEquals(ReasonCode.RATE_LIMITED, decision.reason().code());
        assertEquals(Optional.empty(), decision.retryAfter());
    }

    @Test
    void takesTheNarrowestFirstAndStopsAtTheFirstRefusal() {
        var own = limit("own", 1, KeyPart.SUBJECT_ID);
        var shared = limit("shared", 3, KeyPart.TOOL_SERVER);
        admit(take(shared, 1), take(own, 1));
        assertEquals(2, keys.size());
        assertTrue(keys.getFirst().startsWith("L#subject.id#"), keys.getFirst());
        keys.clear();

        assertEquals(Answer.THROTTLE, admit(take(shared, 1), take(own, 1)).answer());
        assertEquals(1, keys.size());
        assertEquals(List.of(left("shared", 1)), admit(take(shared, 1)).taken().limits());
    }

    @Test
    void aRefusalTellsWhatWasTakenBefore() {
        var own = limit("own", 5, KeyPart.SUBJECT_ID);
        var shared = limit("shared", 1);
        admit(take(shared, 1));

        assertEquals(
                List.of(left("own", 4)),
                admit(take(shared, 1), take(own, 1)).taken().limits());
    }

    @Test
    void aCostThatIsNoCountIsInvalidAndTakesNothing() {
        Decision decision =
                admit(take(limit("good", 5), 1), new Verdict.Take(limit("bad", 5), List.of(), Optional.empty()));

        assertEquals(Answer.DENY, decision.answer());
        assertEquals(ReasonCode.INVALID_ARGUMENTS, decision.reason().code());
        assertTrue(
                decision.reason().message().contains("'bad'"), decision.reason().message());
        assertEquals(List.of(), keys);
    }

    @Test
    void aCostThatNoWaitingHelpsIsDeniedBeforeAnythingIsTaken() {
        Decision decision = admit(take(limit("own", 5, KeyPart.SUBJECT_ID), 1), take(limit("all", 5), 6));

        assertEquals(Answer.DENY, decision.answer());
        assertEquals(ReasonCode.LIMIT_COST_TOO_LARGE, decision.reason().code());
        assertEquals(Optional.empty(), decision.retryAfter());
        assertEquals(List.of(), keys);
    }

    @Test
    void deniesWhenTheLimitsCannotBeCounted() {
        Decision decision = down(take(limit("own", 5), 1));

        assertEquals(Answer.DENY, decision.answer());
        assertEquals(ReasonCode.STORE_UNAVAILABLE, decision.reason().code());
    }

    @Test
    void goesOnUncountedWhereTheLimitSaysSo() {
        var open = new LimitRule(
                "open",
                Mode.ENFORCE,
                Bundles.TEN_A_SECOND,
                List.of(),
                Bundles.ONE,
                Exceeded.THROTTLE,
                true,
                Optional.empty());

        assertEquals(Answer.ALLOW, down(take(open, 1)).answer());
        assertEquals(
                Answer.DENY,
                down(take(open, 1), take(limit("closed", 5, KeyPart.SUBJECT_ID), 1))
                        .answer());
        posture = PostureInForce.everywhere(Posture.READ_ONLY);
        assertEquals(Answer.DENY, down(take(open, 1)).answer(), "not in an incident");
    }

    @Test
    void takesNothingThatAPlanHasPaidForAndTheRestAsUsual() {
        var own = limit("own", 5, KeyPart.SUBJECT_ID);
        var shared = limit("shared", 3, KeyPart.TOOL_SERVER);
        admit(take(shared, 1), take(own, 1));
        List<String> names = List.copyOf(keys);
        keys.clear();
        book(new Claim(new LimitKey(names.getFirst()), Charge.of("own", own.rate(), 1)));
        question = question("{\"plan\":{\"id\":\"" + PLAN + "\",\"step\":0}}");

        assertEquals(
                List.of(new TakenLimit("own", Optional.empty()), left("shared", 1)),
                admit(take(shared, 1), take(own, 1)).taken().limits());
        assertEquals(List.of(names.getLast()), keys);
        assertEquals(
                List.of(left("own", 2), left("shared", 0)),
                admit(take(shared, 1), take(own, 1)).taken().limits());
    }

    @Test
    void aCostThatIsNotTheOneThatWasPaidIsTakenWhole() {
        var own = limit("own", 5, KeyPart.SUBJECT_ID);
        admit(take(own, 1));
        book(new Claim(new LimitKey(keys.getFirst()), Charge.of("own", own.rate(), 1)));
        question = question("{\"plan\":{\"id\":\"" + PLAN + "\",\"step\":0}}");

        assertEquals(List.of(left("own", 1)), admit(take(own, 2)).taken().limits());
    }

    @Test
    void aCallThatNoWaitingHelpsLeavesItsPlanAsItIs() {
        var own = limit("own", 5, KeyPart.SUBJECT_ID);
        admit(take(own, 1));
        book(new Claim(new LimitKey(keys.getFirst()), Charge.of("own", own.rate(), 1)));
        question = question("{\"plan\":{\"id\":\"" + PLAN + "\",\"step\":0}}");

        assertEquals(Answer.DENY, admit(take(own, 6)).answer());
        assertEquals(
                List.of(new TakenLimit("own", Optional.empty())),
                admit(take(own, 1)).taken().limits());
    }

    /** For the question with this plan in its context, since a plan is no part of what a call is. */
    private void book(Claim claim) {
        var step = new Plan.Step(question.digest(PSEUDONYMS), List.of(claim));
        long now = TestBed.NOON.getEpochSecond() * 1_000_000;
        var plan = new Plan(PLAN, List.of(step), TestBed.DIGEST, now + 1);
        assertEquals(new Booking.Booked(), store.book(plan, now, Deadline.in(Duration.ofSeconds(1))));
    }

    private Reservations reservations() {
        return new Reservations(store, () -> "r".repeat(26));
    }

    private Decision down(Verdict.Take... takes) {
        LimitStore broken = (key, charges, now, deadline) -> {
            throw new StoreException("down, as planned", null);
        };
        return admit(new LimitGate(broken, new Prepayments(store), reservations()), takes);
    }

    private Decision admit(Verdict.Take... takes) {
        return admit(gate, takes);
    }

    private Decision admit(LimitGate gate, Verdict.Take... takes) {
        var allowed = new Verdict(
                Effect.ALLOW,
                ALLOWED,
                List.of(takes),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                JsonScan.Found.NOTHING,
                java.util.Map.of(),
                List.of());
        return gate.settle(considered(allowed), PSEUDONYMS, Deadline.in(Duration.ofSeconds(1)));
    }

    private Considered considered(Verdict verdict) {
        return new Considered(
                question, Optional.empty(), Optional.empty(), posture, verdict, Approved.NOTHING, TestBed.NOON, 1);
    }

    private static TakenLimit left(String limit, long remaining) {
        return new TakenLimit(limit, Optional.of(remaining));
    }

    private static Question question(String context) {
        String call = TestBed.toolCall();
        String whole = call.substring(0, call.length() - 1) + ",\"context\":" + context + "}";
        try {
            return Question.of(new EvaluationReader().read(TestBed.json(whole)));
        } catch (ProblemException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }

    private LimitStore counting(LimitStore inner) {
        return (key, charges, now, deadline) -> {
            keys.add(key.text());
            return inner.take(key, charges, now, deadline);
        };
    }

    private static LimitRule limit(String name, long burst, KeyPart... per) {
        return new LimitRule(
                name,
                Mode.ENFORCE,
                new Rate(10, Duration.ofSeconds(1), burst),
                List.of(per),
                Bundles.ONE,
                Exceeded.THROTTLE,
                false,
                Optional.empty());
    }

    private static Verdict.Take take(LimitRule limit, long cost) {
        return new Verdict.Take(limit, limit.per().stream().map(KeyPart::word).toList(), Optional.of(cost));
    }
}
