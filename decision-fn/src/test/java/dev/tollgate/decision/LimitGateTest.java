package dev.tollgate.decision;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.limit.InMemoryLimitStore;
import dev.tollgate.core.limit.LimitStore;
import dev.tollgate.core.limit.Rate;
import dev.tollgate.core.policy.Bundles;
import dev.tollgate.core.policy.Effect;
import dev.tollgate.core.policy.LimitRule;
import dev.tollgate.core.policy.LimitRule.Exceeded;
import dev.tollgate.core.policy.LimitRule.KeyPart;
import dev.tollgate.core.policy.Mode;
import dev.tollgate.core.policy.ReasonCode;
import dev.tollgate.core.policy.Verdict;
import dev.tollgate.decision.Decision.Answer;
import dev.tollgate.decision.Decision.TakenLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LimitGateTest {
    private static final Verdict.Reason ALLOWED = Verdict.Reason.of(ReasonCode.ALLOWED, "Allowed.");

    private final List<String> keys = new ArrayList<>();
    private final InMemoryLimitStore store = new InMemoryLimitStore();
    private final LimitGate gate = new LimitGate(counting(store));

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

        assertEquals(List.of(new TakenLimit("agent", 3), new TakenLimit("all", 8)), decision.takenLimits());
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
        assertEquals(
                List.of(new TakenLimit("shared", 1)), admit(take(shared, 1)).takenLimits());
    }

    @Test
    void aRefusalTellsWhatWasTakenBefore() {
        var own = limit("own", 5, KeyPart.SUBJECT_ID);
        var shared = limit("shared", 1);
        admit(take(shared, 1));

        assertEquals(
                List.of(new TakenLimit("own", 4)),
                admit(take(shared, 1), take(own, 1)).takenLimits());
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
    }

    private Decision down(Verdict.Take... takes) {
        LimitStore broken = (key, charges, now, deadline) -> {
            throw new StoreException("down, as planned", null);
        };
        return admit(new LimitGate(broken), takes);
    }

    private Decision admit(Verdict.Take... takes) {
        return admit(gate, takes);
    }

    private static Decision admit(LimitGate gate, Verdict.Take... takes) {
        var allowed = new Verdict(
                Effect.ALLOW,
                ALLOWED,
                List.of(takes),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of());
        return gate.settle(allowed, false, TestBed.NOON, Deadline.in(Duration.ofSeconds(1)));
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
