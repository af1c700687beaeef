package dev.tollgate.decision;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.agent.Caller;
import dev.tollgate.core.agent.Credentials;
import dev.tollgate.core.agent.SignedRequest;
import dev.tollgate.core.history.HistoryStore;
import dev.tollgate.core.history.RequestHistory;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.policy.Engine;
import dev.tollgate.core.reception.Arrival;
import dev.tollgate.core.reception.Arrivals;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.Pseudonyms;
import dev.tollgate.core.record.TenantPseudonyms;
import dev.tollgate.core.watch.CredentialWatch;
import dev.tollgate.decision.ActiveBundle.Loaded;
import java.time.InstantSource;

/** Finds out who asks, and by which bundle it is answered. */
final class Reception {
    private final Arrivals<Loaded> arrivals;
    private final HistoryStore histories;

    Reception(
            Credentials credentials,
            ActiveBundle bundle,
            TenantPseudonyms pseudonyms,
            CredentialWatch watch,
            HistoryStore histories,
            InstantSource clock) {
        this.arrivals = new Arrivals<>(
                credentials, bundle.bundle(), loaded -> loaded.engine().bundle().settings(), pseudonyms, watch, clock);
        this.histories = histories;
    }

    Visit receive(HttpRequest request, Deadline deadline) throws StoreException, ProblemException {
        return visit(request, arrivals.receive(request, deadline));
    }

    /** The same of a request that is signed. */
    Visit receive(HttpRequest request, SignedRequest signed, Deadline deadline)
            throws StoreException, ProblemException {
        return visit(request, arrivals.receive(request, signed, deadline));
    }

    private Visit visit(HttpRequest request, Arrival<Loaded> arrival) {
        var grants = new RequestGrants(
                request.callersRequestId(), arrival.caller().key().id(), arrival.pseudonyms());
        return new Visit(arrival, new DecisionRecord(arrival), history(arrival), grants);
    }

    private CallHistory history(Arrival<Loaded> arrival) {
        Engine engine = arrival.loaded().engine();
        var ofRequest = new RequestHistory(
                histories, engine.keptHistory(), engine.bundle().settings().historyWindow());
        return new CallHistory(ofRequest, engine.bundle(), arrival.pseudonyms());
    }

    /** One request whose caller is known. */
    record Visit(Arrival<Loaded> arrival, DecisionRecord records, CallHistory history, RequestGrants grants) {

        Caller caller() {
            return arrival.caller();
        }

        Loaded loaded() {
            return arrival.loaded();
        }

        Pseudonyms pseudonyms() {
            return arrival.pseudonyms();
        }

        Draft draft(Draft.Kind kind, Json.Obj members) {
            return arrival.draft(kind, settings().retention(), members);
        }

        Bundle.Settings settings() {
            return loaded().engine().bundle().settings();
        }

        long tookMicros() {
            return arrival.tookMicros();
        }
    }
}
