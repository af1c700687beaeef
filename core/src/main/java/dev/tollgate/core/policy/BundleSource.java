package dev.tollgate.core.policy;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import java.util.Optional;

/** Where published bundles are found. */
public interface BundleSource {
    /** The digest of the active bundle; empty when none was published. */
    Optional<String> active(Deadline deadline) throws StoreException;

    /** @throws BundleException when the bundle is missing, is not what its digest says, or cannot be read */
    Bundle load(String digest, Deadline deadline) throws StoreException, BundleException;
}
