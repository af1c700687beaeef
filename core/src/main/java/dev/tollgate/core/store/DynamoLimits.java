package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.limit.Admission;
import dev.tollgate.core.limit.ArrivalMemory;
import dev.tollgate.core.limit.Charge;
import dev.tollgate.core.limit.LimitKey;
import dev.tollgate.core.limit.LimitStore;
import dev.tollgate.core.limit.Refusal;
import java.util.List;
import java.util.Optional;

/**
 * Limits in the {@code state} table: one item a key, one number a limit (its arrival time), one conditional write an
 * admission.
 */
public final class DynamoLimits implements LimitStore {
    private final DynamoCalls dynamo;
    private final String table;
    private final ArrivalMemory memory;

    public DynamoLimits(DynamoCalls dynamo, String table, ArrivalMemory memory) {
        this.dynamo = dynamo;
        this.table = table;
        this.memory = memory;
    }

    @Override
    public Admission take(LimitKey key, List<Charge> charges, long nowMicros, Deadline deadline) throws StoreException {
        Optional<Admission> refusal = Refusal.ofTooLarge(charges)
                .or(() -> Refusal.byArrivals(charges, charge -> memory.lowerBound(key, charge.slot()), nowMicros));
        // Each failed write makes at least one more guess right for good: none of these times ever falls.
        int guesses = charges.size() + 1;
        for (int tries = 0; refusal.isEmpty() && tries <= guesses; tries++) {
            Optional<Admission> admitted = write(key, charges, nowMicros, deadline);
            if (admitted.isPresent()) {
                return admitted.get();
            }
            refusal = Refusal.byArrivals(charges, charge -> memory.lowerBound(key, charge.slot()), nowMicros);
        }
        return refusal.orElseThrow(() -> new StoreException("the limits of a key changed in an unexpected way", null));
    }

    /** Empty when the guess was wrong or the charges are refused: the memory knows which. */
    private Optional<Admission> write(LimitKey key, List<Charge> charges, long nowMicros, Deadline deadline)
            throws StoreException {
        return LimitUpdate.taking(key, charges, nowMicros, memory)
                .write(dynamo, table, deadline)
                .map(times -> new Admission.Admitted(charges.stream()
                        .map(charge -> charge.remaining(
                                Long.parseLong(times.get(charge.slot()).n()), nowMicros))
                        .toList()));
    }
}
