package dev.tollgate.core.limit;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class PlanTest {
    private static final Rate RATE = new Rate(10, Duration.ofSeconds(1), 5);
    private static final LimitKey ONE = new LimitKey("L#one");
    private static final LimitKey OTHER = new LimitKey("L#other");

    @Test
    void addsUpWhatItsStepsTakeOfOneLimitAndKey() {
        Plan plan = plan(List.of(
                step(claim(ONE, "calls", 1), claim(ONE, "pages", 2)),
                step(),
                step(claim(OTHER, "calls", 4), claim(ONE, "calls", 8))));

        assertEquals(List.of(claim(ONE, "calls", 9), claim(ONE, "pages", 2), claim(OTHER, "calls", 4)), plan.sum());
    }

    @Test
    void aSumThatNoNumberHoldsIsTooLargeAndNotNegative() {
        Plan plan = plan(List.of(
                step(claim(ONE, "calls", Long.MAX_VALUE)),
                step(claim(ONE, "calls", Long.MAX_VALUE)),
                step(claim(ONE, "calls", 2))));

        assertEquals(List.of(claim(ONE, "calls", Long.MAX_VALUE)), plan.sum());
    }

    @Test
    void limitsWithOtherFiguresAreCountedApart() {
        Charge slower = Charge.of("calls", new Rate(9, Duration.ofSeconds(1), 5), 1);
        Plan plan = plan(List.of(step(claim(ONE, "calls", 1)), step(new Claim(ONE, slower))));

        assertEquals(2, plan.sum().size());
    }

    @Test
    void hasOneToAHundredSteps() {
        assertThrows(IllegalArgumentException.class, () -> plan(List.of()));
        assertThrows(IllegalArgumentException.class, () -> plan(Collections.nCopies(101, step())));
        assertEquals(100, plan(Collections.nCopies(100, step())).steps().size());
    }

    @Test
    void takesLimitsOfAtMost99Keys() {
        assertThrows(IllegalArgumentException.class, () -> plan(List.of(stepOfKeys(50, 0), stepOfKeys(50, 50))));
        assertEquals(
                99, plan(List.of(stepOfKeys(50, 0), stepOfKeys(50, 49))).sum().size());
    }

    private static Plan.Step stepOfKeys(int keys, int from) {
        return step(IntStream.range(from, from + keys)
                .mapToObj(i -> claim(new LimitKey("L#" + i), "calls", 1))
                .toArray(Claim[]::new));
    }

    private static Plan plan(List<Plan.Step> steps) {
        return new Plan("id", steps, "sha256:0", 1);
    }

    private static Plan.Step step(Claim... claims) {
        return new Plan.Step("digest", List.of(claims));
    }

    private static Claim claim(LimitKey key, String limit, long cost) {
        return new Claim(key, Charge.of(limit, RATE, cost));
    }
}
