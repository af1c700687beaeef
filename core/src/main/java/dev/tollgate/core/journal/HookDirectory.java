package dev.tollgate.core.journal;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import java.util.Optional;

/** Where registered hooks are found. */
public interface HookDirectory {
    /** As it is at this moment: a hook that was revoked is revoked at once. */
    Optional<RegisteredHook> hook(String name, Deadline deadline) throws StoreException;
}
