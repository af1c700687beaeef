package dev.tollgate.core.policy;

import dev.tollgate.core.limit.Charge;
import dev.tollgate.core.limit.Rate;
import dev.tollgate.core.policy.LimitRule.KeyPart;
import dev.tollgate.core.policy.Verdict.Reason;
import dev.tollgate.core.policy.Verdict.Take;
import dev.tollgate.core.scan.JsonScan.Found;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TighteningTest {

    @Test
    void multipliesWhatCountsTheAgentAlone() {
        assertEquals(Optional.of(8L), tightened(2, 100, 4, KeyPart.SUBJECT_ID, KeyPart.TOOL_NAME));
        assertEquals(Optional.of(0L), tightened(0, 100, 4, KeyPart.SUBJECT_ID));
    }

    @Test
    void leavesToOthersWhatTheyShare() {
        assertEquals(Optional.of(2L), tightened(2, 100, 4, KeyPart.TOOL_SERVER));
        assertEquals(Optional.of(2L), tightened(2, 100, 4, KeyPart.SUBJECT_OWNER));
        assertEquals(Optional.of(2L), tightened(2, 100, 4));
    }

    @Test
    void endsAtTheBurstAndKeepsWhatWasTooLargeBefore() {
        assertEquals(Optional.of(5L), tightened(2, 5, 4, KeyPart.SUBJECT_ID));
        assertEquals(Optional.of(6L), tightened(6, 5, 4, KeyPart.SUBJECT_ID));
        assertEquals(Optional.of(Long.MAX_VALUE), tightened(Long.MAX_VALUE, 5, 1_000, KeyPart.SUBJECT_ID));
    }

    @Property(seed = "5")
    void neverMakesACallTooLargeThatWasNot(
            @ForAll @LongRange(min = 1, max = 1_000_000) long burst,
            @ForAll @LongRange(min = 0, max = Long.MAX_VALUE) long cost,
            @ForAll @LongRange(min = 2, max = 1_000) long factor) {
        Rate rate = rate(burst);
        long tightened = tightened(cost, burst, factor, KeyPart.SUBJECT_ID).orElseThrow();

        assertTrue(tightened >= cost);
        assertEquals(
                Charge.of("x", rate, cost).tooLarge(),
                Charge.of("x", rate, tightened).tooLarge());
    }

    private static Optional<Long> tightened(long cost, long burst, long factor, KeyPart... per) {
        var limit = new LimitRule(
                "limit",
                Mode.ENFORCE,
                rate(burst),
                List.of(per),
                Bundles.ONE,
                LimitRule.Exceeded.THROTTLE,
                false,
                Optional.empty());
        var take = new Take(limit, limit.per().stream().map(KeyPart::word).toList(), Optional.of(cost));
        var verdict = new Verdict(
                Effect.ALLOW,
                Reason.of(ReasonCode.ALLOWED, "Allowed."),
                List.of(take),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                Found.NOTHING,
                Map.of(),
                List.of());
        return verdict.tightened(factor).takes().getFirst().cost();
    }

    private static Rate rate(long burst) {
        return new Rate(10, Duration.ofSeconds(1), burst);
    }
}
