package dev.tollgate.decision;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.agent.Agent;
import dev.tollgate.core.agent.AgentDirectory;
import dev.tollgate.core.policy.Call;
import dev.tollgate.core.policy.ReasonCode;
import dev.tollgate.core.policy.Situation;
import dev.tollgate.core.policy.ToolEntry;
import dev.tollgate.core.policy.Verdict;
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

    Decided decide(Question question, ActiveBundle.Loaded bundle, Deadline deadline) {
        Optional<Agent> agent = Optional.empty();
        if (question.agentId().isPresent()) {
            try {
                agent = agent(question.agentId().get(), deadline);
            } catch (StoreException unavailable) {
                return undecided(question, ReasonCode.STORE_UNAVAILABLE, "The registry cannot be read right now.");
            }
            if (agent.isEmpty()) {
                return undecided(question, ReasonCode.AGENT_UNKNOWN, "No such agent is registered.");
            }
        }
        Call call = question.call(agent, bundle.engine().bundle());
        return new Decided(question, agent, call.tool(), decide(call, agent, question.isExplained(), bundle, deadline));
    }

    /** Whether this would be allowed, as far as what is known of it tells; limits are not asked. */
    boolean mayAllow(Question question, ActiveBundle.Loaded bundle, Deadline deadline) throws StoreException {
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

    private Decision decide(
            Call call, Optional<Agent> agent, boolean isExplained, ActiveBundle.Loaded bundle, Deadline deadline) {
        if (agent.map(Agent::status).filter(Agent.Status.SUSPENDED::equals).isPresent()) {
            return Decision.deny(
                    ReasonCode.AGENT_SUSPENDED, "This agent is suspended. Its owner can have that changed.");
        }
        Instant now = clock.instant();
        var situation = Situation.at(now);
        Verdict verdict = isExplained
                ? bundle.engine().explain(call, situation)
                : bundle.engine().decide(call, situation);
        boolean goesOn = call.tool()
                .map(Call.Tool::entry)
                .map(ToolEntry::goesOnWithoutAnswer)
                .orElse(false);
        return limits.settle(verdict, goesOn, now, deadline);
    }

    private static Decided undecided(Question question, ReasonCode code, String message) {
        return new Decided(question, Optional.empty(), Optional.empty(), Decision.deny(code, message));
    }
}
