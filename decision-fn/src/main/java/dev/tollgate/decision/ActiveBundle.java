package dev.tollgate.decision;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.Remembered;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.policy.BundleException;
import dev.tollgate.core.policy.BundleSource;
import dev.tollgate.core.policy.Engine;
import dev.tollgate.core.policy.Vocabulary;
import dev.tollgate.core.scan.JsonScan;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * The bundle that decisions are made from: asked for at most every ten seconds, loaded when it is another one. One that
 * cannot be used is tried no more often than that.
 */
final class ActiveBundle {
    private static final Logger LOG = Logger.getLogger(ActiveBundle.class);
    private static final Duration FRESH = Duration.ofSeconds(10);

    private final BundleSource source;
    private final JsonScan scan;
    private final Remembered<String, Optional<String>> pointer;
    private final Remembered<String, Optional<BundleException>> unusable;
    private final AtomicReference<Loaded> loaded = new AtomicReference<>();

    ActiveBundle(BundleSource source, JsonScan scan, LongSupplier nanoClock) {
        this.source = source;
        this.scan = scan;
        this.pointer = new Remembered<>(FRESH, 1, nanoClock);
        this.unusable = new Remembered<>(FRESH, 1, nanoClock);
    }

    record Loaded(String digest, Engine engine, Vocabulary vocabulary) {}

    /** Empty when none was published. */
    Optional<String> digest(Deadline deadline) throws StoreException {
        return pointer.get("active", ignored -> source.active(deadline));
    }

    /**
     * Empty when none was published. While the active bundle cannot be used, the one before it goes on, where there is
     * one: a broken bundle never replaces a good one.
     *
     * @throws BundleException when the active bundle cannot be used and there is no other
     */
    Optional<Loaded> current(Deadline deadline) throws StoreException, BundleException {
        Optional<String> active = digest(deadline);
        if (active.isEmpty()) {
            return Optional.empty();
        }
        Loaded last = loaded.get();
        if (last == null || !last.digest().equals(active.get())) {
            Optional<BundleException> problem = unusable.get(active.get(), digest -> load(digest, deadline));
            if (problem.isPresent() && last == null) {
                throw problem.get();
            }
        }
        return Optional.of(loaded.get());
    }

    /** What is wrong with the bundle, if anything. */
    private Optional<BundleException> load(String digest, Deadline deadline) throws StoreException {
        try {
            var bundle = source.load(digest, deadline);
            loaded.set(new Loaded(digest, new Engine(bundle, scan), new Vocabulary(bundle)));
            return Optional.empty();
        } catch (BundleException problem) {
            LOG.errorf("the active bundle is not taken: %s", problem.getMessage());
            return Optional.of(problem);
        }
    }
}
