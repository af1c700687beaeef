package dev.tollgate.decision;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.policy.BundleException;
import dev.tollgate.core.policy.BundleSource;
import dev.tollgate.core.policy.CurrentBundle;
import dev.tollgate.core.policy.Engine;
import dev.tollgate.core.policy.Vocabulary;
import dev.tollgate.core.scan.JsonScan;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/** The bundle that decisions are made from. */
final class ActiveBundle {
    private static final Logger LOG = Logger.getLogger(ActiveBundle.class);

    private final CurrentBundle<Loaded> bundle;

    ActiveBundle(BundleSource source, JsonScan scan, LongSupplier nanoClock) {
        this.bundle = new CurrentBundle<>(
                source,
                (digest, loaded) -> new Loaded(digest, new Engine(loaded, scan), new Vocabulary(loaded)),
                problem -> LOG.errorf("the active bundle is not taken: %s", problem.getMessage()),
                nanoClock);
    }

    record Loaded(String digest, Engine engine, Vocabulary vocabulary) {}

    CurrentBundle<Loaded> bundle() {
        return bundle;
    }

    Optional<String> digest(Deadline deadline) throws StoreException {
        return bundle.digest(deadline);
    }

    Optional<Loaded> current(Deadline deadline) throws StoreException, BundleException {
        return bundle.current(deadline);
    }
}
