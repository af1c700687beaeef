package dev.tollgate.decision;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.authzen.Question;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.decision.DecisionFlow.Decided;
import dev.tollgate.decision.Reception.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides the steps of a plan before any of them is done, so that no plan stops half-way. */
final class PlanFlow {
    private final DecisionFlow flow;
    private final PlanGate gate;

    PlanFlow(DecisionFlow flow, PlanGate gate) {
        this.flow = flow;
        this.gate = gate;
    }

    /** @param booked present when all steps are allowed, and all that they take was taken */
    record Planned(List<Decided> steps, Optional<BookedPlan> booked) {
        Planned {
            steps = List.copyOf(steps);
        }
    }

    /** All steps of a plan. */
    Planned whole(List<Question> steps, Visit visit, Deadline deadline) throws ProblemException {
        List<Considered> considered = considered(steps, visit, deadline);
        return planned(considered, gate.settle(considered, visit, deadline));
    }

    /** The steps that can be decided of a plan with others that cannot: nothing is taken. */
    Planned part(List<Question> steps, Visit visit, Deadline deadline) {
        List<Considered> considered = considered(steps, visit, deadline);
        return planned(considered, PlanGate.refuse(considered));
    }

    /** In order, as they would be done. */
    private List<Considered> considered(List<Question> steps, Visit visit, Deadline deadline) {
        var considered = new ArrayList<Considered>();
        for (Question step : steps) {
            Considered next = flow.consider(step, visit, deadline);
            if (next.isAllowed()) {
                visit.history().suppose(next);
            }
            considered.add(next);
        }
        return considered;
    }

    private static Planned planned(List<Considered> considered, PlanGate.Settled settled) {
        var steps = new ArrayList<Decided>();
        for (int i = 0; i < considered.size(); i++) {
            steps.add(considered.get(i).foreseen(settled.decisions().get(i)));
        }
        return new Planned(steps, settled.booked());
    }
}
