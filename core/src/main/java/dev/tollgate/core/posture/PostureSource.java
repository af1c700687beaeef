package dev.tollgate.core.posture;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.policy.PostureScope;
import java.util.Optional;

/** Where a posture of a scope may stand. */
public interface PostureSource {
    /** What was set for exactly this scope; it may be over. */
    Optional<StandingPosture> of(PostureScope scope, Deadline deadline) throws StoreException;
}
