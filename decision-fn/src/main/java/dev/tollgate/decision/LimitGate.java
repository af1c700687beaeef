package dev.tollgate.decision;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.authzen.Decision;
import dev.tollgate.core.authzen.Decision.Answer;
import dev.tollgate.core.authzen.Decision.WouldBe;
import dev.tollgate.core.authzen.PlanMark;
import dev.tollgate.core.authzen.ReservationMark;
import dev.tollgate.core.authzen.Taken;
import dev.tollgate.core.authzen.Taken.TakenLimit;
import dev.tollgate.core.limit.Admission;
import dev.tollgate.core.limit.Charge;
import dev.tollgate.core.limit.LimitStore;
import dev.tollgate.core.limit.Reservation;
import dev.tollgate.core.policy.LimitGroup;
import dev.tollgate.core.policy.LimitRule;
import dev.tollgate.core.policy.Mode;
import dev.tollgate.core.policy.Verdict;
import dev.tollgate.core.policy.Verdict.Reason;
import dev.tollgate.core.policy.Verdict.Take;
import dev.tollgate.core.record.Pseudonyms;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes the limits of an allowed call, narrowest key first, and stops at the first that refuses. What a plan or a
 * reservation has paid for is not taken again. Limits that are only monitored are taken under keys of their own, and
 * refuse nothing.
 */
final class LimitGate {
    private final LimitStore store;
    private final Prepayments prepayments;
    private final Reservations reservations;

    LimitGate(LimitStore store, Prepayments prepayments, Reservations reservations) {
        this.store = store;
        this.prepayments = prepayments;
        this.reservations = reservations;
    }

    Decision settle(Considered considered, Pseudonyms pseudonyms, Deadline deadline) {
        Decision decision = Decision.of(considered.verdict());
        if (considered.isAllowed()) {
            decision = admit(decision, new Asking(considered, pseudonyms, deadline));
        }
        return decision.with(wouldBe(decision, considered.verdict(), considered.at(), deadline));
    }

    private Decision admit(Decision allowed, Asking asking) {
        List<Take> takes = asking.considered().verdict().takes();
        Optional<Decision> invalid = LimitRefusal.invalidCost(takes, allowed);
        if (invalid.isPresent()) {
            return invalid.get();
        }
        List<LimitGroup> groups = LimitGroup.narrowestFirst(takes, Mode.ENFORCE);
        Optional<Decision> tooLarge = LimitRefusal.tooLarge(groups, allowed);
        if (tooLarge.isPresent()) {
            return tooLarge.get();
        }
        return switch (reservations.named(groups, asking)) {
            case ReservationMark.Held(Reservation early) ->
                held(groups, early)
                        .map(limit -> LimitRefusal.delayed(limit, early, asking.nowMicros(), allowed, List.of()))
                        .orElseGet(() -> take(groups, allowed, asking));
            case ReservationMark mark -> take(groups, allowed.with(mark), asking);
        };
    }

    /** The limit for which a reservation is held, if the call still takes the same of it. */
    private static Optional<LimitRule> held(List<LimitGroup> groups, Reservation reservation) {
        return groups.stream()
                .flatMap(group -> group.charges().stream()
                        .filter(charge -> reservation.paid().isOf(group.key(), charge))
                        .map(group::limitOf))
                .findFirst();
    }

    private Decision take(List<LimitGroup> groups, Decision allowed, Asking asking) {
        PlanMark plan = prepayments.of(asking.question(), asking.pseudonyms(), asking.now(), asking.deadline());
        Decision marked = allowed.with(plan);
        var taken = new ArrayList<>(paid(groups, marked.taken()));
        for (LimitGroup group : unpaid(groups, marked.taken())) {
            Optional<Decision> refused = take(group, marked, taken, asking);
            if (refused.isPresent()) {
                return refused.get();
            }
        }
        return marked.admitted(taken, asking.considered().goesOnWithoutAnswer());
    }

    private static List<TakenLimit> paid(List<LimitGroup> groups, Taken before) {
        return groups.stream()
                .flatMap(group -> group.charges().stream()
                        .filter(charge -> before.paidFor(group.key(), charge))
                        .map(charge -> new TakenLimit(group.limitOf(charge).name(), Optional.empty())))
                .toList();
    }

    private static List<LimitGroup> unpaid(List<LimitGroup> groups, Taken before) {
        return groups.stream()
                .map(group -> unpaid(group, before))
                .filter(group -> !group.charges().isEmpty())
                .toList();
    }

    private static LimitGroup unpaid(LimitGroup group, Taken before) {
        List<Charge> charges = group.charges().stream()
                .filter(charge -> !before.paidFor(group.key(), charge))
                .toList();
        return new LimitGroup(group.key(), charges.stream().map(group::limitOf).toList(), charges);
    }

    private Optional<WouldBe> wouldBe(Decision decision, Verdict verdict, Instant now, Deadline deadline) {
        List<Take> monitored = verdict.wouldBe().map(Verdict.WouldBe::takes).orElse(List.of());
        for (LimitGroup group : LimitGroup.narrowestFirst(countable(monitored), Mode.MONITOR)) {
            Optional<Reason> refusal = monitored(group, now, deadline);
            if (refusal.isPresent()) {
                return Optional.of(new WouldBe(Answer.THROTTLE, refusal.get()));
            }
        }
        return decision.wouldBe(verdict);
    }

    private Optional<Reason> monitored(LimitGroup group, Instant now, Deadline deadline) {
        try {
            return switch (store.take(group.key(), group.charges(), micros(now), deadline)) {
                case Admission.Admitted admitted -> Optional.empty();
                case Admission.Refused(Charge charge, long retryAfterMicros) ->
                    Optional.of(LimitRefusal.usedUp(group.limitOf(charge)));
                case Admission.TooLarge(Charge charge) -> Optional.of(LimitRefusal.tooLarge(group.limitOf(charge)));
            };
        } catch (StoreException unavailable) {
            return Optional.empty();
        }
    }

    private static List<Take> countable(List<Take> takes) {
        return takes.stream().filter(take -> take.cost().isPresent()).toList();
    }

    private Optional<Decision> take(LimitGroup group, Decision allowed, List<TakenLimit> taken, Asking asking) {
        try {
            return switch (store.take(group.key(), group.charges(), asking.nowMicros(), asking.deadline())) {
                case Admission.Admitted(List<Long> remaining) -> {
                    for (int i = 0; i < remaining.size(); i++) {
                        taken.add(new TakenLimit(group.limits().get(i).name(), Optional.of(remaining.get(i))));
                    }
                    yield Optional.empty();
                }
                case Admission.Refused refused -> Optional.of(exceeded(group, refused, allowed, taken, asking));
                case Admission.TooLarge(Charge charge) ->
                    Optional.of(allowed.denied(LimitRefusal.tooLarge(group.limitOf(charge)), taken));
            };
        } catch (StoreException unavailable) {
            return group.allowsWithoutStore() && asking.considered().isLenient()
                    ? Optional.empty()
                    : Optional.of(LimitRefusal.uncounted(allowed, taken));
        }
    }

    /** It is known that the limit refuses, so a store that fails now lets no call go on uncounted. */
    private Decision exceeded(
            LimitGroup group, Admission.Refused refused, Decision allowed, List<TakenLimit> taken, Asking asking) {
        LimitRule limit = group.limitOf(refused.charge());
        try {
            Optional<Reservation> reservation = reservations.reserve(group, refused, asking);
            if (reservation.isPresent()) {
                taken.add(new TakenLimit(limit.name(), Optional.empty()));
                return LimitRefusal.delayed(limit, reservation.get(), asking.nowMicros(), allowed, taken);
            }
        } catch (StoreException unavailable) {
            return LimitRefusal.uncounted(allowed, taken);
        }
        return LimitRefusal.exceeded(limit, LimitRefusal.usedUp(limit), refused.retryAfterMicros(), allowed, taken);
    }

    private static long micros(Instant now) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, now);
    }
}
