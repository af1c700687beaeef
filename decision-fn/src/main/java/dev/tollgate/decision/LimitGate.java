package dev.tollgate.decision;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.limit.Admission;
import dev.tollgate.core.limit.Charge;
import dev.tollgate.core.limit.LimitStore;
import dev.tollgate.core.policy.Effect;
import dev.tollgate.core.policy.LimitGroup;
import dev.tollgate.core.policy.LimitRule;
import dev.tollgate.core.policy.Mode;
import dev.tollgate.core.policy.ReasonCode;
import dev.tollgate.core.policy.Verdict;
import dev.tollgate.core.policy.Verdict.Reason;
import dev.tollgate.core.policy.Verdict.Take;
import dev.tollgate.decision.Decision.Answer;
import dev.tollgate.decision.Decision.TakenLimit;
import dev.tollgate.decision.Decision.WouldBe;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes the limits of an allowed call, narrowest key first, and stops at the first that refuses. Limits that are only
 * monitored are taken under keys of their own, and refuse nothing.
 */
final class LimitGate {
    private final LimitStore store;

    LimitGate(LimitStore store) {
        this.store = store;
    }

    Decision settle(Verdict verdict, boolean goesOnWithoutAnswer, Instant now, Deadline deadline) {
        Decision decision = Decision.of(verdict);
        if (verdict.effect() == Effect.ALLOW) {
            decision = admit(decision, verdict.takes(), goesOnWithoutAnswer, now, deadline);
        }
        return decision.with(wouldBe(decision, verdict, now, deadline));
    }

    private Decision admit(
            Decision allowed, List<Take> takes, boolean goesOnWithoutAnswer, Instant now, Deadline deadline) {
        Optional<Decision> invalid = invalidCost(allowed, takes);
        if (invalid.isPresent()) {
            return invalid.get();
        }
        List<LimitGroup> groups = LimitGroup.narrowestFirst(takes, Mode.ENFORCE);
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
        return allowed.admitted(taken, goesOnWithoutAnswer);
    }

    private Optional<WouldBe> wouldBe(Decision decision, Verdict verdict, Instant now, Deadline deadline) {
        if (verdict.wouldBe().isEmpty()) {
            return Optional.empty();
        }
        Verdict.WouldBe would = verdict.wouldBe().get();
        for (LimitGroup group : LimitGroup.narrowestFirst(countable(would.takes()), Mode.MONITOR)) {
            Optional<Reason> refusal = monitored(group, now, deadline);
            if (refusal.isPresent()) {
                return Optional.of(new WouldBe(Answer.THROTTLE, refusal.get()));
            }
        }
        Answer answer = Answer.of(would.effect());
        return answer == Answer.ALLOW && decision.allows()
                ? Optional.empty()
                : Optional.of(new WouldBe(answer, would.reason()));
    }

    private Optional<Reason> monitored(LimitGroup group, Instant now, Deadline deadline) {
        try {
            return switch (store.take(group.key(), group.charges(), micros(now), deadline)) {
                case Admission.Admitted admitted -> Optional.empty();
                case Admission.Refused(Charge charge, long retryAfterMicros) ->
                    Optional.of(usedUp(group.limitOf(charge)));
                case Admission.TooLarge(Charge charge) -> Optional.of(tooLarge(group.limitOf(charge)));
            };
        } catch (StoreException unavailable) {
            return Optional.empty();
        }
    }

    private static List<Take> countable(List<Take> takes) {
        return takes.stream().filter(take -> take.cost().isPresent()).toList();
    }

    private static Optional<Decision> invalidCost(Decision allowed, List<Take> takes) {
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
    private static Optional<Decision> tooLarge(List<LimitGroup> groups, Decision allowed) {
        return groups.stream()
                .flatMap(group ->
                        group.charges().stream().filter(Charge::tooLarge).map(group::limitOf))
                .findFirst()
                .map(limit -> allowed.denied(tooLarge(limit), List.of()));
    }

    private Optional<Decision> take(
            LimitGroup group, Decision allowed, List<TakenLimit> taken, Instant now, Deadline deadline) {
        try {
            return switch (store.take(group.key(), group.charges(), micros(now), deadline)) {
                case Admission.Admitted(List<Long> remaining) -> {
                    for (int i = 0; i < remaining.size(); i++) {
                        taken.add(new TakenLimit(group.limits().get(i).name(), remaining.get(i)));
                    }
                    yield Optional.empty();
                }
                case Admission.Refused(Charge charge, long retryAfterMicros) ->
                    Optional.of(refused(group.limitOf(charge), retryAfterMicros, taken, allowed));
                case Admission.TooLarge(Charge charge) ->
                    Optional.of(allowed.denied(tooLarge(group.limitOf(charge)), taken));
            };
        } catch (StoreException unavailable) {
            return group.allowsWithoutStore()
                    ? Optional.empty()
                    : Optional.of(allowed.denied(
                            Reason.of(ReasonCode.STORE_UNAVAILABLE, "Limits cannot be counted right now. Try again."),
                            taken));
        }
    }

    private static Decision refused(LimitRule limit, long retryAfterMicros, List<TakenLimit> taken, Decision allowed) {
        Reason usedUp = usedUp(limit);
        return switch (limit.exceeded()) {
            case THROTTLE -> {
                Duration retryAfter = Duration.ofMillis(Math.ceilDiv(retryAfterMicros, 1_000));
                String message = usedUp.message() + " Try again in " + retryAfter.toMillis() + " ms.";
                yield allowed.throttled(Reason.of(usedUp.code(), message), retryAfter, taken);
            }
            case DENY -> allowed.denied(usedUp, taken);
        };
    }

    private static Reason usedUp(LimitRule limit) {
        return Reason.of(
                ReasonCode.RATE_LIMITED, "The limit '" + limit.name() + "' (" + limit.rate() + ") is used up.");
    }

    private static Reason tooLarge(LimitRule limit) {
        String message = "This call takes more of the limit '" + limit.name() + "' (" + limit.rate()
                + ") than it can ever give at once. Ask for less.";
        return Reason.of(ReasonCode.LIMIT_COST_TOO_LARGE, message);
    }

    private static long micros(Instant now) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, now);
    }
}
