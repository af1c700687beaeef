package dev.tollgate.decision;

import dev.tollgate.core.agent.Agent;
import dev.tollgate.core.authzen.Decision;
import dev.tollgate.core.authzen.Question;
import dev.tollgate.core.policy.Call;
import dev.tollgate.core.policy.Effect;
import dev.tollgate.core.policy.Verdict;
import java.time.Instant;
import java.util.Optional;

/**
 * One question after the policies had their say, and before limits are taken.
 *
 * @param call empty when it is not known who asks
 * @param at when it was considered
 */
record Considered(Question question, Optional<Agent> agent, Optional<Call> call, Verdict verdict, Instant at) {

    Optional<Call.Tool> tool() {
        return call.flatMap(Call::tool);
    }

    boolean isAllowed() {
        return verdict.effect() == Effect.ALLOW;
    }

    boolean goesOnWithoutAnswer() {
        return call.map(Call::goesOnWithoutAnswer).orElse(false);
    }

    DecisionFlow.Decided decided(Decision decision) {
        return new DecisionFlow.Decided(question, agent, tool(), decision);
    }
}
