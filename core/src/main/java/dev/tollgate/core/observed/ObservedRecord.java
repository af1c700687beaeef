package dev.tollgate.core.observed;

import dev.tollgate.core.SortableTime;
import dev.tollgate.core.agent.Agent;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.policy.Vocabulary;
import dev.tollgate.core.record.Pseudonyms;
import java.util.Optional;

/**
 * What records say of observed calls. A word stands there as it is when it is one of the bundle's or the registry's;
 * whatever only the log says becomes a pseudonym, but for the log's own name and the id of a decision.
 */
public final class ObservedRecord {
    private final Pseudonyms pseudonyms;
    private final Vocabulary vocabulary;
    private final Bundle bundle;
    private final Json caller;

    /** @param caller who handed the log in, as records say it */
    public ObservedRecord(Pseudonyms pseudonyms, Vocabulary vocabulary, Bundle bundle, Json caller) {
        this.pseudonyms = pseudonyms;
        this.vocabulary = vocabulary;
        this.bundle = bundle;
        this.caller = caller;
    }

    /** @param agent what the registry says of the call's agent */
    public Json.Obj ofCall(ObservedBatch batch, ObservedCall call, Optional<Agent> agent) {
        var members = Json.object()
                .put("source", batch.source())
                .put("batch", pseudonyms.of("batch", batch.batch()))
                .put("called_at", SortableTime.text(call.at()))
                .put("decision", call.decisionId());
        call(members, call, agent);
        call.session().ifPresent(said -> members.put("session", pseudonyms.of("session", said)));
        call.id().ifPresent(said -> members.put("call", pseudonyms.of("observed call", said)));
        return members.put("caller", caller).build();
    }

    /** A log of somebody who hands in none. */
    public Json.Obj ofRefusal() {
        return Json.object()
                .put("event", "observed_refused")
                .put("caller", caller)
                .build();
    }

    /** A call that is not in the scope of the caller. */
    public Json.Obj ofScopeViolation(ObservedCall call) {
        var members = Json.object().put("event", "outside_scope");
        call(members, call, Optional.empty());
        return members.put("caller", caller).build();
    }

    /** Other calls under the name of a batch that was received. */
    public Json.Obj ofConflict(ObservedBatch batch) {
        return Json.object()
                .put("event", "observed_conflict")
                .put("source", batch.source())
                .put("batch", pseudonyms.of("batch", batch.batch()))
                .put("caller", caller)
                .build();
    }

    private void call(Json.Members members, ObservedCall call, Optional<Agent> agent) {
        if (agent.isPresent()) {
            members.put("agent", agent.get().id());
            members.put("owner", pseudonyms.of("person", agent.get().owner()));
        } else {
            call.agent().ifPresent(said -> members.put("subject", pseudonyms.of("agent", said)));
        }
        boolean isServer = bundle.servers().containsKey(call.server());
        boolean isTool = bundle.tool(call.server(), call.tool()).isPresent() && vocabulary.knows(call.tool());
        members.put("server", isServer ? call.server() : pseudonyms.of("server", call.server()));
        members.put("tool", isTool ? call.tool() : pseudonyms.of("tool", call.tool()));
    }
}
