package dev.tollgate.core.answer;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.Remembered;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.redact.PseudonymKey;
import dev.tollgate.core.redact.PseudonymKeys;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Asks for the active key at most once a minute. */
public final class RememberedPseudonymKeys implements PseudonymKeys {
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final PseudonymKeys keys;
    private final Remembered<String, PseudonymKey> active;

    public RememberedPseudonymKeys(PseudonymKeys keys, LongSupplier nanoClock) {
        this.keys = keys;
        this.active = new Remembered<>(FRESH, 1, nanoClock);
    }

    @Override
    public PseudonymKey active(Deadline deadline) throws StoreException {
        return active.get("active", ignored -> keys.active(deadline));
    }
}
