package dev.tollgate.decision;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.agent.Caller;
import dev.tollgate.core.agent.Credentials;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.Problem;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.BundleException;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.Pseudonyms;
import dev.tollgate.decision.ActiveBundle.Loaded;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jboss.logging.Logger;

/** Finds out who asks, and by which bundle it is answered. */
final class Reception {
    private static final Logger LOG = Logger.getLogger(Reception.class);

    private final Credentials credentials;
    private final ActiveBundle bundle;
    private final TenantPseudonyms pseudonyms;
    private final InstantSource clock;

    Reception(Credentials credentials, ActiveBundle bundle, TenantPseudonyms pseudonyms, InstantSource clock) {
        this.credentials = credentials;
        this.bundle = bundle;
        this.pseudonyms = pseudonyms;
        this.clock = clock;
    }

    Visit receive(HttpRequest request, Deadline deadline) throws StoreException, ProblemException {
        Instant arrived = clock.instant();
        Caller caller =
                credentials.callerOf(request, deadline).orElseThrow(() -> new ProblemException(Problem.unauthorized()));
        Loaded loaded = loaded(deadline);
        Pseudonyms known = pseudonyms.get(deadline);
        var records = new DecisionRecord(known, loaded.vocabulary(), caller, request.sourceAddress());
        return new Visit(caller, loaded, known, records, arrived, clock);
    }

    private Loaded loaded(Deadline deadline) throws StoreException, ProblemException {
        try {
            return bundle.current(deadline)
                    .orElseThrow(() -> new ProblemException(Problem.unavailable("No bundle is published yet.")));
        } catch (BundleException unusable) {
            LOG.error(unusable.getMessage());
            throw new ProblemException(Problem.unavailable("The active bundle cannot be used."));
        }
    }

    /** One request whose caller is known. */
    record Visit(
            Caller caller,
            Loaded loaded,
            Pseudonyms pseudonyms,
            DecisionRecord records,
            Instant arrived,
            InstantSource clock) {

        Draft draft(Draft.Kind kind, Json.Obj members) {
            Instant now = clock.instant();
            return new Draft(
                    kind, now, now.plus(loaded.engine().bundle().settings().retention()), members);
        }

        long tookMicros() {
            return ChronoUnit.MICROS.between(arrived, clock.instant());
        }
    }
}
