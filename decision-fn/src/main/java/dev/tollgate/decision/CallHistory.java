package dev.tollgate.decision;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.history.Histories;
import dev.tollgate.core.history.Note;
import dev.tollgate.core.history.RequestHistory;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.policy.Call;
import dev.tollgate.core.policy.HistoryReads;
import dev.tollgate.core.policy.Server;
import dev.tollgate.core.policy.Verdict;
import dev.tollgate.core.record.Pseudonyms;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What the agents of one request did before, and what its calls add to that. Only agents have a history. */
final class CallHistory {
    private final RequestHistory histories;
    private final Bundle bundle;
    private final Pseudonyms pseudonyms;

    CallHistory(RequestHistory histories, Bundle bundle, Pseudonyms pseudonyms) {
        this.histories = histories;
        this.bundle = bundle;
        this.pseudonyms = pseudonyms;
    }

    /** As conditions read it. */
    Json.Obj of(Call call, HistoryReads reads, Instant now, Deadline deadline) throws StoreException {
        Optional<Histories> of = historiesOf(call);
        return of.isEmpty() ? Json.Obj.EMPTY : histories.of(of.get(), reads, tool(call), now, deadline);
    }

    /** A call that is allowed. */
    void add(Considered considered) {
        considered
                .call()
                .ifPresent(call -> historiesOf(call)
                        .ifPresent(of -> histories.add(of, note(call, considered.verdict()), considered.at())));
    }

    /** A call that was made, and is told late: only that its labels were seen. */
    void addLabels(Call call, Instant at) {
        Set<String> returns =
                call.tool().map(tool -> Set.copyOf(tool.entry().returns())).orElse(Set.of());
        historiesOf(call).ifPresent(of -> histories.add(of, Note.ofLabels(returns), at));
    }

    /** A call that would be allowed, and that nobody makes yet. */
    void suppose(Considered considered) {
        considered
                .call()
                .ifPresent(call -> historiesOf(call)
                        .ifPresent(of -> histories.suppose(of, note(call, considered.verdict()), considered.at())));
    }

    boolean hasAdditions() {
        return histories.hasAdditions();
    }

    void keep(Deadline deadline) throws StoreException {
        histories.keep(deadline);
    }

    private Optional<Histories> historiesOf(Call call) {
        Call.Subject subject = call.subject();
        if (!subject.type().equals("agent")) {
            return Optional.empty();
        }
        return Optional.of(Histories.of(
                subject.id(),
                pseudonyms.of("person", subject.owner()),
                call.context().text("session_id").map(id -> pseudonyms.of("session", id)),
                call.context().text("trace_id").map(id -> pseudonyms.of("trace", id))));
    }

    private Note note(Call call, Verdict verdict) {
        Set<String> returns =
                call.tool().map(tool -> Set.copyOf(tool.entry().returns())).orElse(Set.of());
        return tool(call)
                .map(tool -> Note.ofCall(tool, returns, verdict.amounts()))
                .orElse(Note.NOTHING);
    }

    /** Tools that the catalogue does not name share a name: callers can make up as many as they like. */
    private Optional<String> tool(Call call) {
        return call.tool().map(tool -> {
            boolean isNamed = bundle.server(tool.server())
                    .map(Server::tools)
                    .filter(tools -> tools.containsKey(tool.name()))
                    .isPresent();
            return tool.server() + "/" + (isNamed ? tool.name() : "*");
        });
    }
}
