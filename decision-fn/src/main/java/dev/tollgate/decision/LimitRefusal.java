package dev.tollgate.decision;

import dev.tollgate.core.authzen.Decision;
import dev.tollgate.core.authzen.ReservationMark;
import dev.tollgate.core.authzen.Taken.TakenLimit;
import dev.tollgate.core.limit.Charge;
import dev.tollgate.core.limit.Reservation;
import dev.tollgate.core.policy.LimitGroup;
import dev.tollgate.core.policy.LimitRule;
import dev.tollgate.core.policy.ReasonCode;
import dev.tollgate.core.policy.Verdict.Reason;
import dev.tollgate.core.policy.Verdict.Take;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The answers to what the policies allow and the limits do not. */
final class LimitRefusal {
    private LimitRefusal() {}

    static Optional<Decision> invalidCost(List<Take> takes, Decision allowed) {
        return takes.stream()
                .filter(take -> take.cost().isEmpty())
                .findFirst()
                .map(take -> allowed.denied(
                        Reason.of(
                                ReasonCode.INVALID_ARGUMENTS,
                                "The cost of this call for the limit '"
                                        + take.limit().name() + "' must come out as a whole number, 0 or more."),
                        List.of()));
    }

    /** Looked for before anything is taken: no waiting helps such a call. */
    static Optional<Decision> tooLarge(List<LimitGroup> groups, Decision allowed) {
        return groups.stream()
                .flatMap(group ->
                        group.charges().stream().filter(Charge::tooLarge).map(group::limitOf))
                .findFirst()
                .map(limit -> allowed.denied(tooLarge(limit), List.of()));
    }

    static Reason tooLarge(LimitRule limit) {
        return tooLarge("This call takes", limit);
    }

    static Reason tooLargeForPlan(LimitRule limit) {
        return tooLarge("The steps of this plan together take", limit);
    }

    private static Reason tooLarge(String whoTakes, LimitRule limit) {
        return Reason.of(
                ReasonCode.LIMIT_COST_TOO_LARGE,
                whoTakes + " more of the limit " + named(limit) + " than it can ever give at once. Ask for less.");
    }

    static Reason usedUp(LimitRule limit) {
        return Reason.of(ReasonCode.RATE_LIMITED, "The limit " + named(limit) + " is used up.");
    }

    static Reason usedUpForPlan(LimitRule limit) {
        return Reason.of(
                ReasonCode.RATE_LIMITED,
                "The limit " + named(limit) + " has less left than the steps of this plan take together.");
    }

    /** Throttled, or denied where the limit says so. */
    static Decision exceeded(
            LimitRule limit, Reason reason, long retryAfterMicros, Decision allowed, List<TakenLimit> taken) {
        return switch (limit.exceeded()) {
            case THROTTLE -> {
                Duration retryAfter = Duration.ofMillis(Math.ceilDiv(retryAfterMicros, 1_000));
                String message = reason.message() + " Try again in " + retryAfter.toMillis() + " ms.";
                yield allowed.throttled(Reason.of(reason.code(), message), retryAfter, taken);
            }
            case DENY -> allowed.denied(reason, taken);
        };
    }

    /** Throttled until its turn, which is kept for it. */
    static Decision delayed(
            LimitRule limit, Reservation reservation, long nowMicros, Decision allowed, List<TakenLimit> taken) {
        Duration wait = Duration.ofMillis(Math.ceilDiv(reservation.notBeforeMicros() - nowMicros, 1_000));
        String message = usedUp(limit).message() + " This call has a reservation: make it again in " + wait.toMillis()
                + " ms, and name the reservation.";
        return allowed.with(new ReservationMark.Held(reservation))
                .throttled(Reason.of(ReasonCode.RATE_LIMITED, message), wait, taken);
    }

    static Decision uncounted(Decision allowed, List<TakenLimit> taken) {
        return allowed.denied(
                Reason.of(ReasonCode.STORE_UNAVAILABLE, "Limits cannot be counted right now. Try again."), taken);
    }

    private static String named(LimitRule limit) {
        return "'" + limit.name() + "' (" + limit.rate() + ")";
    }
}
