package dev.tollgate.decision;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.limit.Admission;
import dev.tollgate.core.limit.Charge;
import dev.tollgate.core.limit.LimitStore;
import dev.tollgate.core.policy.LimitGroup;
import dev.tollgate.core.policy.LimitRule;
import dev.tollgate.core.policy.ReasonCode;
import dev.tollgate.core.policy.Verdict;
import dev.tollgate.core.policy.Verdict.Reason;
import dev.tollgate.decision.Decision.TakenLimit;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes the limits of an allowed call, narrowest key first, and stops at the first that refuses. */
final class LimitGate {
    private final LimitStore store;

    LimitGate(LimitStore store) {
        this.store = store;
    }

    Decision admit(Verdict allowed, boolean goesOnWithoutAnswer, Instant now, Deadline deadline) {
        Optional<Decision> invalid = invalidCost(allowed);
        if (invalid.isPresent()) {
            return invalid.get();
        }
        List<LimitGroup> groups = LimitGroup.narrowestFirst(allowed.takes());
        Optional<Decision> tooLarge = tooLarge(groups, allowed);
        if (tooLarge.isPresent()) {
            return tooLarge.get();
        }
        var taken = new ArrayList<TakenLimit>();
        for (LimitGroup group : groups) {
            Optional<Decision> refused = take(group, allowed, taken, now, deadline);
            if (refused.isPresent()) {
                return refused.get();
            }
        }
        return Decision.allow(allowed.reason(), taken, goesOnWithoutAnswer, allowed.trace());
    }

    private static Optional<Decision> invalidCost(Verdict allowed) {
        return allowed.takes().stream()
                .filter(take -> take.cost().isEmpty())
                .findFirst()
                .map(take -> Decision.deny(
                        Reason.of(
                                ReasonCode.INVALID_ARGUMENTS,
                                "The cost of this call for the limit '"
                                        + take.limit().name() + "' must come out as a whole number, 0 or more."),
                        List.of(),
                        allowed.trace()));
    }

    /** Looked for before anything is taken: no waiting helps such a call. */
    private static Optional<Decision> tooLarge(List<LimitGroup> groups, Verdict allowed) {
        return groups.stream()
                .flatMap(group ->
                        group.charges().stream().filter(Charge::tooLarge).map(group::limitOf))
                .findFirst()
                .map(limit -> tooLarge(limit, List.of(), allowed));
    }

    private Optional<Decision> take(
            LimitGroup group, Verdict allowed, List<TakenLimit> taken, Instant now, Deadline deadline) {
        try {
            long nowMicros = ChronoUnit.MICROS.between(Instant.EPOCH, now);
            return switch (store.take(group.key(), group.charges(), nowMicros, deadline)) {
                case Admission.Admitted(List<Long> remaining) -> {
                    for (int i = 0; i < remaining.size(); i++) {
                        taken.add(new TakenLimit(group.limits().get(i).name(), remaining.get(i)));
                    }
                    yield Optional.empty();
                }
                case Admission.Refused(Charge charge, long retryAfterMicros) ->
                    Optional.of(refused(group.limitOf(charge), retryAfterMicros, taken, allowed));
                case Admission.TooLarge(Charge charge) -> Optional.of(tooLarge(group.limitOf(charge), taken, allowed));
            };
        } catch (StoreException unavailable) {
            return group.allowsWithoutStore()
                    ? Optional.empty()
                    : Optional.of(Decision.deny(
                            Reason.of(ReasonCode.STORE_UNAVAILABLE, "Limits cannot be counted right now. Try again."),
                            taken,
                            allowed.trace()));
        }
    }

    private static Decision refused(LimitRule limit, long retryAfterMicros, List<TakenLimit> taken, Verdict allowed) {
        Duration retryAfter = Duration.ofMillis(Math.ceilDiv(retryAfterMicros, 1_000));
        String figures = "The limit '" + limit.name() + "' (" + limit.rate() + ") is used up";
        return switch (limit.exceeded()) {
            case THROTTLE ->
                Decision.throttle(
                        Reason.of(
                                ReasonCode.RATE_LIMITED, figures + ". Try again in " + retryAfter.toMillis() + " ms."),
                        retryAfter,
                        taken,
                        allowed.trace());
            case DENY -> Decision.deny(Reason.of(ReasonCode.RATE_LIMITED, figures + "."), taken, allowed.trace());
        };
    }

    private static Decision tooLarge(LimitRule limit, List<TakenLimit> taken, Verdict allowed) {
        String message = "This call takes more of the limit '" + limit.name() + "' (" + limit.rate()
                + ") than it can ever give at once. Ask for less.";
        return Decision.deny(Reason.of(ReasonCode.LIMIT_COST_TOO_LARGE, message), taken, allowed.trace());
    }
}
