package dev.tollgate.decision;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.Remembered;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.policy.BundleException;
import dev.tollgate.core.policy.BundleSource;
import dev.tollgate.core.policy.Engine;
import dev.tollgate.core.policy.Vocabulary;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/** The bundle that decisions are made from: asked for at most every ten seconds, loaded when it is another one. */
final class ActiveBundle {
    private static final Duration FRESH = Duration.ofSeconds(10);

    private final BundleSource source;
    private final Remembered<String, Optional<String>> pointer;
    private final AtomicReference<Loaded> loaded = new AtomicReference<>();

    ActiveBundle(BundleSource source, LongSupplier nanoClock) {
        this.source = source;
        this.pointer = new Remembered<>(FRESH, 1, nanoClock);
    }

    record Loaded(String digest, Engine engine, Vocabulary vocabulary) {}

    /** Empty when none was published. */
    Optional<String> digest(Deadline deadline) throws StoreException {
        return pointer.get("active", ignored -> source.active(deadline));
    }

    /** Empty when none was published. */
    Optional<Loaded> current(Deadline deadline) throws StoreException, BundleException {
        Optional<String> active = digest(deadline);
        if (active.isEmpty()) {
            return Optional.empty();
        }
        Loaded known = loaded.get();
        if (known == null || !known.digest().equals(active.get())) {
            var bundle = source.load(active.get(), deadline);
            known = new Loaded(active.get(), new Engine(bundle), new Vocabulary(bundle));
            loaded.set(known);
        }
        return Optional.of(known);
    }
}
