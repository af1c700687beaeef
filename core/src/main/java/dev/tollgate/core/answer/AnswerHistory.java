package dev.tollgate.core.answer;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.history.Histories;
import dev.tollgate.core.history.HistoryStore;
import dev.tollgate.core.history.Note;
import dev.tollgate.core.history.RequestHistory;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.reception.Arrival;
import dev.tollgate.core.record.Pseudonyms;
import java.util.Optional;
import java.util.Set;

/** Notes in an agent's history what its answers held, so that rules on later calls see it. */
public final class AnswerHistory {
    private final HistoryStore store;

    public AnswerHistory(HistoryStore store) {
        this.store = store;
    }

    /**
     * @param labels of what was found; it was there, whatever was made of it
     * @throws StoreException when it is not known to be noted
     */
    public void add(Basis basis, Submission submission, Set<String> labels, Arrival<Loaded> arrival, Deadline deadline)
            throws StoreException {
        Loaded loaded = arrival.loaded();
        Optional<Histories> histories = histories(basis, submission, arrival.pseudonyms());
        if (labels.isEmpty() || histories.isEmpty()) {
            return;
        }
        var history = new RequestHistory(
                store, loaded.keptHistory(), loaded.bundle().settings().historyWindow());
        history.add(histories.get(), Note.ofLabels(labels), arrival.arrived());
        history.keep(deadline);
    }

    private static Optional<Histories> histories(Basis basis, Submission submission, Pseudonyms pseudonyms) {
        return switch (basis) {
            case Basis.Matched matched -> ofDecision(matched.decision().content());
            case Basis.Unmatched unmatched ->
                unmatched
                        .agent()
                        .map(agent -> Histories.of(
                                agent.id(),
                                pseudonyms.of("person", agent.owner()),
                                submission.claimed().sessionId().map(id -> pseudonyms.of("session", id)),
                                submission.claimed().traceId().map(id -> pseudonyms.of("trace", id))));
        };
    }

    /** The record has the pseudonyms that histories are kept by. */
    private static Optional<Histories> ofDecision(Json.Obj decision) {
        return decision.text("agent")
                .map(agent -> Histories.of(
                        agent, decision.text("owner").orElse(""), decision.text("session"), decision.text("trace")));
    }
}
