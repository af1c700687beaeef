package dev.tollgate.core.posture;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.Remembered;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.policy.PostureScope;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** What operators set, read again when it is older than five seconds. */
public final class RememberedPostures implements PostureSource {
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final PostureStore store;
    private final Remembered<Whole, Map<PostureScope, StandingPosture>> remembered;

    /** There is one thing to remember. */
    private enum Whole {
        WHOLE
    }

    /** @param nanoClock nanoseconds since any fixed moment */
    public RememberedPostures(PostureStore store, LongSupplier nanoClock) {
        this.store = store;
        this.remembered = new Remembered<>(FRESH, 1, nanoClock);
    }

    @Override
    public Optional<StandingPosture> of(PostureScope scope, Deadline deadline) throws StoreException {
        return Optional.ofNullable(all(deadline).get(scope));
    }

    /** Whether they would be found without asking. */
    public boolean areFresh() {
        return remembered.isFresh(Whole.WHOLE);
    }

    public Map<PostureScope, StandingPosture> all(Deadline deadline) throws StoreException {
        return remembered.get(Whole.WHOLE, whole -> store.all(deadline));
    }
}
