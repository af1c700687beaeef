package dev.tollgate.decision;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.agent.Agent;
import dev.tollgate.core.agent.AgentDirectory;
import dev.tollgate.core.approval.GrantUse;
import dev.tollgate.core.authzen.Decision;
import dev.tollgate.core.authzen.Question;
import dev.tollgate.core.policy.Call;
import dev.tollgate.core.policy.Engine;
import dev.tollgate.core.policy.PostureInForce;
import dev.tollgate.core.policy.ReasonCode;
import dev.tollgate.core.policy.Situation;
import dev.tollgate.core.policy.Verdict;
import dev.tollgate.core.watch.DenialWatch;
import dev.tollgate.decision.Reception.Visit;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Decides one question: who is it about, what do the policies say, do the limits admit it. Nothing is recorded here:
 * {@link Evaluations} does that, and without a record no allow leaves this function.
 */
final class DecisionFlow {
    private final AgentDirectory directory;
    private final Situations situations;
    private final ApprovalGate approvals;
    private final DenialWatch denials;
    private final LimitGate limits;
    private final InstantSource clock;

    DecisionFlow(
            AgentDirectory directory,
            Situations situations,
            ApprovalGate approvals,
            DenialWatch denials,
            LimitGate limits,
            InstantSource clock) {
        this.directory = directory;
        this.situations = situations;
        this.approvals = approvals;
        this.denials = denials;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * What came out, and what the record says of it.
     *
     * @param uses of grants, which are written with the record
     * @param costFactor how many times the cost of limits the agent pays
     */
    record Decided(
            Question question,
            Optional<Agent> agent,
            Optional<Call.Tool> tool,
            PostureInForce posture,
            Decision decision,
            List<GrantUse> uses,
            long costFactor) {
        Decided {
            uses = List.copyOf(uses);
        }

        Decided with(Decision other, List<GrantUse> otherUses) {
            return new Decided(question, agent, tool, posture, other, otherUses, costFactor);
        }
    }

    Decided decide(Question question, Visit visit, Deadline deadline) {
        Considered considered = consider(question, visit, deadline);
        Decision decision = limits.settle(considered, visit.pseudonyms(), deadline);
        if (decision.allows()) {
            visit.history().add(considered);
        }
        return considered.decided(decision);
    }

    /** Who is it about, and what do the policies say. */
    Considered consider(Question question, Visit visit, Deadline deadline) {
        try {
            Optional<Agent> agent = agent(question, deadline);
            if (question.agentId().isPresent() && agent.isEmpty()) {
                return unknown(question, ReasonCode.AGENT_UNKNOWN, "No such agent is registered.");
            }
            Engine engine = visit.loaded().engine();
            Call call = question.call(agent, engine.bundle());
            Instant now = clock.instant();
            if (isSuspended(agent)) {
                Verdict suspended = Verdict.denied(
                        ReasonCode.AGENT_SUSPENDED, "This agent is suspended. Its owner can have that changed.");
                return new Considered(
                        question, agent, Optional.of(call), PostureInForce.NORMAL, suspended, Approved.NOTHING, now, 1);
            }
            Situation situation = situations.of(call, visit, now, deadline);
            ApprovalGate.Weighed weighed = approvals.weigh(
                    question,
                    approved -> verdict(call, question.isExplained(), engine, situation.approving(approved)),
                    visit,
                    deadline);
            long costFactor = costFactor(agent, weighed.verdict(), visit, now, deadline);
            return new Considered(
                    question,
                    agent,
                    Optional.of(call),
                    situation.inForce(),
                    weighed.verdict().tightened(costFactor),
                    weighed.approved(),
                    now,
                    costFactor);
        } catch (StoreException unavailable) {
            return unknown(
                    question,
                    ReasonCode.STORE_UNAVAILABLE,
                    "What this decision depends on cannot be read right now. Try again.");
        }
    }

    /** Whether this would be allowed, as far as what is known of it tells; limits are not asked. */
    boolean mayAllow(Question question, Visit visit, Deadline deadline) throws StoreException {
        Optional<Agent> agent = agent(question, deadline);
        if (question.agentId().isPresent() && agent.isEmpty() || isSuspended(agent)) {
            return false;
        }
        Engine engine = visit.loaded().engine();
        Call call = question.call(agent, engine.bundle());
        return engine.mayAllow(call, situations.of(call, visit, clock.instant(), deadline));
    }

    private Optional<Agent> agent(Question question, Deadline deadline) throws StoreException {
        return question.agentId().isPresent() ? agent(question.agentId().get(), deadline) : Optional.empty();
    }

    /** What no agent can be called is not looked up: it may be longer than a key of the registry. */
    private Optional<Agent> agent(String id, Deadline deadline) throws StoreException {
        return Agent.isId(id) ? directory.agent(id, deadline) : Optional.empty();
    }

    /** Asked for only where something is paid. */
    private long costFactor(Optional<Agent> agent, Verdict verdict, Visit visit, Instant now, Deadline deadline) {
        return agent.isPresent() && verdict.paysAlone()
                ? denials.costFactor(agent.get().id(), visit.settings().watching(), now, deadline)
                : 1;
    }

    private static boolean isSuspended(Optional<Agent> agent) {
        return agent.map(Agent::status).filter(Agent.Status.SUSPENDED::equals).isPresent();
    }

    private static Verdict verdict(Call call, boolean isExplained, Engine engine, Situation situation) {
        return isExplained ? engine.explain(call, situation) : engine.decide(call, situation);
    }

    private Considered unknown(Question question, ReasonCode code, String message) {
        return new Considered(
                question,
                Optional.empty(),
                Optional.empty(),
                PostureInForce.NORMAL,
                Verdict.denied(code, message),
                Approved.NOTHING,
                clock.instant(),
                1);
    }
}
