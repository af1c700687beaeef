package dev.tollgate.core.policy;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.Remembered;
import dev.tollgate.core.StoreException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The active bundle: asked for at most every ten seconds, loaded when it is another one. One that cannot be used is
 * tried no more often than that.
 *
 * @param <T> what a function makes of a bundle, once
 */
public final class CurrentBundle<T> {
    private static final Duration FRESH = Duration.ofSeconds(10);

    private final BundleSource source;
    private final BiFunction<String, Bundle, T> ready;
    private final Consumer<BundleException> refused;
    private final Remembered<String, Optional<String>> pointer;
    private final Remembered<String, Optional<BundleException>> unusable;
    private final AtomicReference<Loaded<T>> loaded = new AtomicReference<>();

    /**
     * @param ready makes of a digest and its bundle what the function works with; an {@link IllegalArgumentException}
     *     when it cannot
     * @param refused is told when the active bundle is not taken
     */
    public CurrentBundle(
            BundleSource source,
            BiFunction<String, Bundle, T> ready,
            Consumer<BundleException> refused,
            LongSupplier nanoClock) {
        this.source = source;
        this.ready = ready;
        this.refused = refused;
        this.pointer = new Remembered<>(FRESH, 1, nanoClock);
        this.unusable = new Remembered<>(FRESH, 1, nanoClock);
    }

    private record Loaded<T>(String digest, T ready) {}

    /** Empty when none was published. */
    public Optional<String> digest(Deadline deadline) throws StoreException {
        return pointer.get("active", ignored -> source.active(deadline));
    }

    /**
     * Empty when none was published. While the active bundle cannot be used, the one before it goes on, where there is
     * one: a broken bundle never replaces a good one.
     *
     * @throws BundleException when the active bundle cannot be used and there is no other
     */
    public Optional<T> current(Deadline deadline) throws StoreException, BundleException {
        Optional<String> active = digest(deadline);
        if (active.isEmpty()) {
            return Optional.empty();
        }
        Loaded<T> last = loaded.get();
        if (last == null || !last.digest().equals(active.get())) {
            Optional<BundleException> problem = unusable.get(active.get(), digest -> load(digest, deadline));
            if (problem.isPresent() && last == null) {
                throw problem.get();
            }
        }
        return Optional.of(loaded.get().ready());
    }

    /** What is wrong with the bundle, if anything. */
    private Optional<BundleException> load(String digest, Deadline deadline) throws StoreException {
        try {
            loaded.set(new Loaded<>(digest, ready.apply(digest, source.load(digest, deadline))));
            return Optional.empty();
        } catch (BundleException problem) {
            return refused(problem);
        } catch (IllegalArgumentException ofAnotherVersion) {
            return refused(
                    new BundleException("the bundle " + digest + " cannot be used: " + ofAnotherVersion.getMessage()));
        }
    }

    private Optional<BundleException> refused(BundleException problem) {
        refused.accept(problem);
        return Optional.of(problem);
    }
}
