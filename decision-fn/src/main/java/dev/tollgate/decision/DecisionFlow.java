package dev.tollgate.decision;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.agent.Agent;
import dev.tollgate.core.agent.AgentDirectory;
import dev.tollgate.core.authzen.Decision;
import dev.tollgate.core.authzen.Question;
import dev.tollgate.core.policy.Call;
import dev.tollgate.core.policy.Engine;
import dev.tollgate.core.policy.ReasonCode;
import dev.tollgate.core.policy.Situation;
import dev.tollgate.core.policy.Verdict;
import dev.tollgate.core.record.Pseudonyms;
import dev.tollgate.decision.ActiveBundle.Loaded;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Decides one question: who is it about, what do the policies say, do the limits admit it. Nothing is recorded here:
 * {@link Evaluations} does that, and without a record no allow leaves this function.
 */
final class DecisionFlow {
    private final AgentDirectory directory;
    private final LimitGate limits;
    private final InstantSource clock;

    DecisionFlow(AgentDirectory directory, LimitGate limits, InstantSource clock) {
        this.directory = directory;
        this.limits = limits;
        this.clock = clock;
    }

    /** What came out, and what the record says of it. */
    record Decided(Question question, Optional<Agent> agent, Optional<Call.Tool> tool, Decision decision) {}

    Decided decide(Question question, Loaded bundle, Pseudonyms pseudonyms, Deadline deadline) {
        Considered considered = consider(question, bundle, deadline);
        return considered.decided(limits.settle(considered, pseudonyms, deadline));
    }

    /** Who is it about, and what do the policies say. */
    Considered consider(Question question, Loaded bundle, Deadline deadline) {
        Optional<Agent> agent = Optional.empty();
        if (question.agentId().isPresent()) {
            try {
                agent = agent(question.agentId().get(), deadline);
            } catch (StoreException unavailable) {
                return unknown(question, ReasonCode.STORE_UNAVAILABLE, "The registry cannot be read right now.");
            }
            if (agent.isEmpty()) {
                return unknown(question, ReasonCode.AGENT_UNKNOWN, "No such agent is registered.");
            }
        }
        Call call = question.call(agent, bundle.engine().bundle());
        Instant now = clock.instant();
        Verdict verdict = verdict(call, agent, question.isExplained(), bundle.engine(), Situation.at(now));
        return new Considered(question, agent, call.tool(), verdict, now);
    }

    /** Whether this would be allowed, as far as what is known of it tells; limits are not asked. */
    boolean mayAllow(Question question, Loaded bundle, Deadline deadline) throws StoreException {
        Optional<Agent> agent = Optional.empty();
        if (question.agentId().isPresent()) {
            agent = agent(question.agentId().get(), deadline);
            if (agent.isEmpty() || agent.get().status() == Agent.Status.SUSPENDED) {
                return false;
            }
        }
        Call call = question.call(agent, bundle.engine().bundle());
        return bundle.engine().mayAllow(call, Situation.at(clock.instant()));
    }

    /** What no agent can be called is not looked up: it may be longer than a key of the registry. */
    private Optional<Agent> agent(String id, Deadline deadline) throws StoreException {
        return Agent.isId(id) ? directory.agent(id, deadline) : Optional.empty();
    }

    private static Verdict verdict(
            Call call, Optional<Agent> agent, boolean isExplained, Engine engine, Situation situation) {
        if (agent.map(Agent::status).filter(Agent.Status.SUSPENDED::equals).isPresent()) {
            return Verdict.denied(
                    ReasonCode.AGENT_SUSPENDED, "This agent is suspended. Its owner can have that changed.");
        }
        return isExplained ? engine.explain(call, situation) : engine.decide(call, situation);
    }

    private Considered unknown(Question question, ReasonCode code, String message) {
        return new Considered(
                question, Optional.empty(), Optional.empty(), Verdict.denied(code, message), clock.instant());
    }
}
