package dev.tollgate.core.reception;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.agent.Caller;
import dev.tollgate.core.agent.Credentials;
import dev.tollgate.core.agent.Presented;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.Problem;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.policy.BundleException;
import dev.tollgate.core.policy.CurrentBundle;
import dev.tollgate.core.record.NoPersonalKeyException;
import dev.tollgate.core.record.TenantPseudonyms;
import dev.tollgate.core.watch.CredentialWatch;
import dev.tollgate.core.watch.KeyUse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;

/**
 * Finds out who asks, and by which bundle it is answered.
 *
 * @param <T> what the function makes of a bundle
 */
public final class Arrivals<T> {
    private final Credentials credentials;
    private final CurrentBundle<T> bundle;
    private final Function<T, Bundle.Settings> settings;
    private final TenantPseudonyms pseudonyms;
    private final CredentialWatch watch;
    private final InstantSource clock;

    /** @param settings of the bundle that something was made of */
    public Arrivals(
            Credentials credentials,
            CurrentBundle<T> bundle,
            Function<T, Bundle.Settings> settings,
            TenantPseudonyms pseudonyms,
            CredentialWatch watch,
            InstantSource clock) {
        this.credentials = credentials;
        this.bundle = bundle;
        this.settings = settings;
        this.pseudonyms = pseudonyms;
        this.watch = watch;
        this.clock = clock;
    }

    public Arrival<T> receive(HttpRequest request, Deadline deadline) throws StoreException, ProblemException {
        Instant arrived = clock.instant();
        return switch (credentials.presented(request, deadline)) {
            case Presented.Known(Caller caller) -> {
                T loaded = loaded(deadline);
                var arrival = new Arrival<>(
                        caller, request.sourceAddress(), loaded, pseudonyms.get(deadline), arrived, clock);
                watch.networks().used(KeyUses.of(arrival, settings.apply(loaded)), deadline);
                yield arrival;
            }
            case Presented.Refused refused -> {
                note(refused, request.sourceAddress(), arrived, deadline);
                throw new ProblemException(Problem.unauthorized());
            }
            case Presented.Nothing nothing -> throw new ProblemException(Problem.unauthorized());
        };
    }

    /** Whatever comes of it, the answer stays the same. */
    private void note(Presented.Refused refused, String sourceAddress, Instant arrived, Deadline deadline) {
        try {
            KeyUse use = KeyUses.of(refused, sourceAddress, pseudonyms.get(deadline), arrived, settings(deadline));
            watch.refusals().refused(refused.why(), use, deadline);
        } catch (StoreException unavailable) {
            watch.refusals().missed(unavailable);
        } catch (NoPersonalKeyException unavailable) {
            watch.refusals().missed(new StoreException(unavailable.getMessage(), unavailable));
        }
    }

    private Bundle.Settings settings(Deadline deadline) throws StoreException {
        try {
            return bundle.current(deadline).map(settings).orElse(Bundle.Settings.DEFAULT);
        } catch (BundleException unusable) {
            return Bundle.Settings.DEFAULT;
        }
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
