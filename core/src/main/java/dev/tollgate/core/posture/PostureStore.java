package dev.tollgate.core.posture;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.policy.PostureScope;
import java.util.Map;

/** The postures that operators set. */
public interface PostureStore {
    /** Most servers and agents that have one. */
    int MOST = 1_000;

    /** Each that stands, with every change that was answered before this is asked; some may be over. */
    Map<PostureScope, StandingPosture> all(Deadline deadline) throws StoreException;
}
