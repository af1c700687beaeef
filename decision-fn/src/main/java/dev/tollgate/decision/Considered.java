package dev.tollgate.decision;

import dev.tollgate.core.agent.Agent;
import dev.tollgate.core.authzen.Decision;
import dev.tollgate.core.authzen.Question;
import dev.tollgate.core.policy.Call;
import dev.tollgate.core.policy.Effect;
import dev.tollgate.core.policy.PostureInForce;
import dev.tollgate.core.policy.ReasonCode;
import dev.tollgate.core.policy.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One question after the policies had their say, and before limits are taken.
 *
 * @param call empty when it is not known who asks
 * @param posture that holds for it
 * @param approved of what a rule asks approval for
 * @param at when it was considered
 * @param costFactor how many times the cost of limits the agent pays; the verdict has it already
 */
record Considered(
        Question question,
        Optional<Agent> agent,
        Optional<Call> call,
        PostureInForce posture,
        Verdict verdict,
        Approved approved,
        Instant at,
        long costFactor) {

    private static final String SLOWED =
            "Since so many of this agent's calls were denied lately, each costs %d times as much for now.";

    Optional<Call.Tool> tool() {
        return call.flatMap(Call::tool);
    }

    boolean isAllowed() {
        return verdict.effect() == Effect.ALLOW;
    }

    /** Whether what cannot be asked or counted may go on; in an incident nothing goes on unseen. */
    boolean isLenient() {
        return posture.isNormal();
    }

    boolean goesOnWithoutAnswer() {
        return isLenient() && call.map(Call::goesOnWithoutAnswer).orElse(false);
    }

    DecisionFlow.Decided decided(Decision decision) {
        Decision told = told(decision);
        return new DecisionFlow.Decided(
                question, agent, tool(), posture, approved.applied(told), approved.usesOf(told), costFactor);
    }

    /** As a step of a plan, which nobody does yet. */
    DecisionFlow.Decided foreseen(Decision decision) {
        return new DecisionFlow.Decided(
                question, agent, tool(), posture, approved.foreseen().applied(told(decision)), List.of(), costFactor);
    }

    private Decision told(Decision decision) {
        boolean isSlowed = costFactor > 1 && decision.reason().code() == ReasonCode.RATE_LIMITED;
        return isSlowed ? decision.adding(SLOWED.formatted(costFactor)) : decision;
    }
}
