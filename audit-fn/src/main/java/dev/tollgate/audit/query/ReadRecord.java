package dev.tollgate.audit.query;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.SortableTime;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.agent.Agent;
import dev.tollgate.core.agent.AgentDirectory;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.reception.Arrival;
import dev.tollgate.core.record.Pseudonyms;
import dev.tollgate.core.seal.Proofs;
import java.util.Optional;

/** What a record says of somebody who read records: what they looked for, and how much they were given. */
final class ReadRecord {
    private final Arrival<Loaded> arrival;
    private final AgentDirectory agents;

    ReadRecord(Arrival<Loaded> arrival, AgentDirectory agents) {
        this.arrival = arrival;
        this.agents = agents;
    }

    Json.Obj ofSearch(Asked asked, Form form, int results, Deadline deadline) throws StoreException {
        var filters = Json.object();
        for (var filter : asked.filters().texts().entrySet()) {
            filters.put(filter.getKey(), kept(filter.getKey(), filter.getValue(), results > 0, deadline));
        }
        return ended(Json.object()
                .put("act", "audit.search")
                .put("filters", filters.build())
                .put("from", SortableTime.text(asked.from()))
                .put("to", SortableTime.text(asked.to()))
                .put("format", form.type())
                .put("results", results));
    }

    /** @param record the id of one that is there */
    Json.Obj ofShow(String record) {
        return ended(
                Json.object().put("act", "audit.show").put("record", record).put("results", 1));
    }

    /** @param asked what the caller says that a record is called */
    Json.Obj ofNothing(String asked) {
        return ended(Json.object()
                .put("act", "audit.show")
                .put("record", arrival.pseudonyms().of("record", asked))
                .put("results", 0));
    }

    Json.Obj ofCheckpoints(CheckpointsAsked asked, int results) {
        return ended(Json.object()
                .put("act", "audit.checkpoints")
                .put("first", asked.isEmpty() ? -1 : asked.lowest())
                .put("last", asked.isEmpty() ? -1 : asked.last())
                .put("results", results));
    }

    /** @param record the id of one that is there */
    Json.Obj ofProof(Optional<String> record, Proofs.Answer answer) {
        var members = Json.object().put("act", "audit.proof");
        record.ifPresent(id -> members.put("record", id));
        return ended(
                switch (answer) {
                    case Proofs.Answer.Proven proven ->
                        members.put("checkpoint", proven.number()).put("results", 1);
                    case Proofs.Answer.NotProvable(long number) ->
                        members.put("checkpoint", number).put("results", 0);
                    case Proofs.Answer.NoRecord none -> members.put("results", 0);
                    case Proofs.Answer.NotSealed notYet -> members.put("results", 0);
                });
    }

    Json.Obj ofWrongRole() {
        return ended(Json.object().put("event", "audit_refused").put("why", "role"));
    }

    Json.Obj outsideScope() {
        return ended(Json.object().put("event", "audit_refused").put("why", "scope"));
    }

    Json.Obj ofReport(ReportAsked asked, Deadline deadline) throws StoreException {
        var filters = Json.object();
        for (var text : asked.texts().toList()) {
            filters.put(text.getKey(), kept(text.getKey(), text.getValue(), true, deadline));
        }
        return ended(Json.object()
                .put("act", "report." + asked.name().word())
                .put("filters", filters.build())
                .put("from", SortableTime.text(asked.period().from()))
                .put("to", SortableTime.text(asked.period().to()))
                .put("format", asked.form().word()));
    }

    private Json.Obj ended(Json.Members members) {
        return members.put("bundle", arrival.loaded().digest())
                .put("caller", arrival.callerOnRecord())
                .put("took_us", arrival.tookMicros())
                .build();
    }

    /** Whatever only the caller says becomes a pseudonym; what stands in records already may stand here too. */
    private String kept(String name, String text, boolean isFound, Deadline deadline) throws StoreException {
        Pseudonyms pseudonyms = arrival.pseudonyms();
        boolean isKnown = switch (name) {
            case "effect", "kind", "flagged" -> true;
            case "agent" -> Agent.isId(text) && agents.agent(text, deadline).isPresent();
            case "server" -> arrival.loaded().bundle().servers().containsKey(text);
            case "tool" -> arrival.loaded().vocabulary().knows(text);
            case "reason", "label" -> isFound;
            default -> isFound && text.startsWith("p.");
        };
        return isKnown ? text : pseudonyms.of(name, text);
    }
}
