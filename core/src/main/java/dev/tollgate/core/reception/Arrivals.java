package dev.tollgate.core.reception;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.agent.Caller;
import dev.tollgate.core.agent.Credentials;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.Problem;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.policy.BundleException;
import dev.tollgate.core.policy.CurrentBundle;
import dev.tollgate.core.record.TenantPseudonyms;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Finds out who asks, and by which bundle it is answered.
 *
 * @param <T> what the function makes of a bundle
 */
public final class Arrivals<T> {
    private final Credentials credentials;
    private final CurrentBundle<T> bundle;
    private final TenantPseudonyms pseudonyms;
    private final InstantSource clock;

    public Arrivals(
            Credentials credentials, CurrentBundle<T> bundle, TenantPseudonyms pseudonyms, InstantSource clock) {
        this.credentials = credentials;
        this.bundle = bundle;
        this.pseudonyms = pseudonyms;
        this.clock = clock;
    }

    public Arrival<T> receive(HttpRequest request, Deadline deadline) throws StoreException, ProblemException {
        Instant arrived = clock.instant();
        Caller caller =
                credentials.callerOf(request, deadline).orElseThrow(() -> new ProblemException(Problem.unauthorized()));
        T loaded = loaded(deadline);
        return new Arrival<>(caller, request.sourceAddress(), loaded, pseudonyms.get(deadline), arrived, clock);
    }

    /** Why a bundle is not taken is told to whoever keeps it, not to whoever asks. */
    private T loaded(Deadline deadline) throws StoreException, ProblemException {
        try {
            return bundle.current(deadline)
                    .orElseThrow(() -> new ProblemException(Problem.unavailable("No bundle is published yet.")));
        } catch (BundleException unusable) {
            throw new ProblemException(Problem.unavailable("The active bundle cannot be used."));
        }
    }
}
