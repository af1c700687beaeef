package dev.tollgate.core.limit;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** The part of the limit arithmetic that needs no store. */
public final class Refusal {
    private Refusal() {}

    /** The first charge that no waiting helps. */
    public static Optional<Admission> ofTooLarge(List<Charge> charges) {
        return charges.stream().filter(Charge::tooLarge).findFirst().map(Admission.TooLarge::new);
    }

    /**
     * @param arrivals each charge's arrival time, or a time before it: then the answer is empty more often, and the
     *     wait shorter, but a refusal is never wrong
     */
    public static Optional<Admission> byArrivals(
            List<Charge> charges, ToLongFunction<Charge> arrivals, long nowMicros) {
        return charges.stream()
                .map(charge ->
                        new Admission.Refused(charge, arrivals.applyAsLong(charge) - charge.latestAdmitting(nowMicros)))
                .filter(refused -> refused.retryAfterMicros() > 0)
                .max(Comparator.comparingLong(Admission.Refused::retryAfterMicros))
                .map(refused -> refused);
    }
}
