package dev.tollgate.core.answer;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.agent.Agent;
import dev.tollgate.core.agent.AgentDirectory;
import dev.tollgate.core.agent.Caller;
import dev.tollgate.core.answer.Basis.Matched;
import dev.tollgate.core.answer.Basis.Unmatched;
import dev.tollgate.core.answer.Basis.Why;
import dev.tollgate.core.answer.Submission.Entity;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.AnswerDuties;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.policy.Call;
import dev.tollgate.core.reception.Arrival;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.RecordId;
import dev.tollgate.core.record.RecordReader;
import dev.tollgate.core.record.SealedRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Finds the decision that an answer belongs to. Of what the caller says only the decision's id counts. */
public final class Bases {
    /** For so long a decision can have its outcome. */
    static final Duration LONGEST_CALL = Duration.ofHours(1);

    private final RecordReader records;
    private final AgentDirectory directory;

    public Bases(RecordReader records, AgentDirectory directory) {
        this.records = records;
        this.directory = directory;
    }

    public Basis of(Submission submission, Arrival<Loaded> arrival, Deadline deadline) throws StoreException {
        if (submission.decisionId().isEmpty()) {
            return unmatched(Why.NO_DECISION, submission, arrival, deadline);
        }
        Optional<RecordId> id = submission.decisionId().flatMap(RecordId::parse);
        // A record that is not what its hash says is none: what it asks for may have been taken out of it.
        Optional<SealedRecord> record = id.isEmpty()
                ? Optional.empty()
                : records.find(id.get(), deadline).filter(SealedRecord::isIntact);
        if (record.isEmpty()) {
            return unmatched(Why.UNKNOWN_DECISION, submission, arrival, deadline);
        }
        Optional<Why> problem = problem(record.get(), submission, arrival);
        return problem.isPresent()
                ? unmatched(problem.get(), submission, arrival, deadline)
                : matched(record.get(), arrival.loaded().bundle(), deadline);
    }

    private static Optional<Why> problem(SealedRecord record, Submission submission, Arrival<Loaded> arrival) {
        Json.Obj decision = record.content();
        Optional<String> agent = decision.text("agent");
        if (!record.kind().equals(Draft.Kind.DECISION.word()) || agent.isEmpty()) {
            return Optional.of(Why.UNKNOWN_DECISION);
        }
        if (!isInScope(agent.get(), decision.text("server"), arrival.caller())
                || submission
                        .claimed()
                        .subject()
                        .filter(subject -> !isAgent(subject, agent.get()))
                        .isPresent()) {
            return Optional.of(Why.FOREIGN);
        }
        if (!decision.text("effect").equals(Optional.of("allow"))
                || decision.get("preflight").isPresent()) {
            return Optional.of(Why.NOT_ALLOWED);
        }
        return isLive(decision, arrival) ? Optional.empty() : Optional.of(Why.EXPIRED);
    }

    private static boolean isInScope(String agent, Optional<String> server, Caller caller) {
        return caller.mayAskAbout("agent", agent)
                && server.map(caller::mayAskForServer).orElse(true);
    }

    private static boolean isAgent(Entity subject, String agent) {
        return subject.type().equals("agent") && subject.id().equals(agent);
    }

    private static boolean isLive(Json.Obj decision, Arrival<Loaded> arrival) {
        Instant made = Instant.parse(decision.text("at").orElseThrow());
        return arrival.arrived().isBefore(made.plus(LONGEST_CALL));
    }

    private Basis matched(SealedRecord record, Bundle bundle, Deadline deadline) throws StoreException {
        Json.Obj decision = record.content();
        return new Matched(
                record,
                decision.text("action").orElse(""),
                decision.object("answer").map(AnswerDuties::read).orElse(AnswerDuties.NONE),
                agent(decision.text("agent"), deadline),
                tool(decision.text("server"), decision.text("tool"), bundle));
    }

    private Basis unmatched(Why why, Submission submission, Arrival<Loaded> arrival, Deadline deadline)
            throws StoreException {
        Optional<String> agent = submission
                .claimed()
                .subject()
                .map(subject -> subject.type().equals("agent") ? subject.id() : "")
                .or(() -> itself(arrival.caller()));
        Optional<String> tool = submission
                .claimed()
                .resource()
                .filter(resource -> resource.type().equals("tool"))
                .map(Entity::id);
        return new Unmatched(
                why,
                agent(agent, deadline),
                tool(submission.claimed().server(), tool, arrival.loaded().bundle()));
    }

    /** Whom an agent's own key is for. */
    private static Optional<String> itself(Caller caller) {
        return caller.role() == AccessKey.Role.AGENT && caller.key().agents().size() == 1
                ? Optional.of(caller.key().agents().getFirst())
                : Optional.empty();
    }

    /** What no agent can be called is not looked up: it may be longer than a key of the registry. */
    private Optional<Agent> agent(Optional<String> id, Deadline deadline) throws StoreException {
        return id.filter(Agent::isId).isPresent() ? directory.agent(id.get(), deadline) : Optional.empty();
    }

    private static Optional<Call.Tool> tool(Optional<String> server, Optional<String> tool, Bundle bundle) {
        return server.flatMap(name -> tool.flatMap(called -> bundle.tool(name, called)));
    }
}
