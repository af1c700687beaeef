package dev.tollgate.decision;

import dev.tollgate.core.StoreException;
import dev.tollgate.core.authzen.ReservationMark;
import dev.tollgate.core.authzen.StepReference;
import dev.tollgate.core.limit.Admission;
import dev.tollgate.core.limit.Reservation;
import dev.tollgate.core.limit.ReservationStore;
import dev.tollgate.core.limit.ReservationUse;
import dev.tollgate.core.limit.Reserving;
import dev.tollgate.core.policy.LimitGroup;
import dev.tollgate.core.policy.LimitRule;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Lets a call that comes a little too soon come again in its turn. A reservation never stands in a call's way: what it
 * did not pay for, or could not be asked about, is decided as if none were named.
 */
final class Reservations {
    private final ReservationStore store;
    private final Supplier<String> ids;

    /** @param ids gives an id that nobody can guess, each time */
    Reservations(ReservationStore store, Supplier<String> ids) {
        this.store = store;
        this.ids = ids;
    }

    /** What the reservation that a call names does for it. Nobody is asked where no limit of the call delays. */
    ReservationMark named(List<LimitGroup> groups, Asking asking) {
        Optional<String> id = asking.question().request().reservation().filter(StepReference::isId);
        boolean canBe =
                groups.stream().flatMap(group -> group.limits().stream()).anyMatch(LimitRule::delays);
        if (id.isEmpty() || !canBe) {
            return new ReservationMark.None();
        }
        try {
            return switch (store.use(id.get(), asking.digest(), asking.nowMicros(), asking.deadline())) {
                case ReservationUse.Used used -> new ReservationMark.Used(used.paid());
                case ReservationUse.TooEarly early -> new ReservationMark.Held(early.reservation());
                case ReservationUse.Refused refused -> new ReservationMark.NotUsed();
                case ReservationUse.Unknown unknown -> new ReservationMark.None();
            };
        } catch (StoreException unavailable) {
            return new ReservationMark.None();
        }
    }

    /** Reserves what a limit refused, where the call may wait for it as long as it takes. */
    Optional<Reservation> reserve(LimitGroup group, Admission.Refused refused, Asking asking) throws StoreException {
        LimitRule limit = group.limitOf(refused.charge());
        if (!limit.delays() || refused.retryAfterMicros() > limit.maxDelay().toNanos() / 1_000) {
            return Optional.empty();
        }
        Reserving answer = store.reserve(
                group.delayed(refused.charge()), ids.get(), asking.digest(), asking.nowMicros(), asking.deadline());
        return switch (answer) {
            case Reserving.Reserved(Reservation reservation) -> Optional.of(reservation);
            case Reserving.Refused none -> Optional.empty();
        };
    }
}
