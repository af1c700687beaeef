package dev.tollgate.decision;

import dev.tollgate.core.approval.GrantUse;
import dev.tollgate.core.authzen.ApprovalMark;
import dev.tollgate.core.authzen.ApprovalMark.Grant;
import dev.tollgate.core.authzen.ApprovalMark.Use;
import dev.tollgate.core.authzen.Decision;
import dev.tollgate.core.policy.Verdict.Reason;
import java.util.List;
import java.util.Optional;

/**
 * What is known of the approvals that a question needs.
 *
 * @param message what the agent is told in place of the rule's own words
 * @param uses of grants, if the question is allowed
 */
record Approved(ApprovalMark mark, Optional<String> message, List<GrantUse> uses) {
    /** It needs none, or nobody looked. */
    static final Approved NOTHING = new Approved(new ApprovalMark.None(), Optional.empty(), List.of());

    Approved {
        uses = List.copyOf(uses);
    }

    static Approved not(ApprovalMark mark) {
        return new Approved(mark, Optional.empty(), List.of());
    }

    static Approved not(ApprovalMark mark, String message) {
        return new Approved(mark, Optional.of(message), List.of());
    }

    Decision applied(Decision decision) {
        if (mark instanceof ApprovalMark.Used && !decision.allows()) {
            return decision;
        }
        Decision marked = decision.with(mark);
        return message.map(told -> marked.denied(
                        new Reason(
                                marked.reason().code(),
                                told,
                                marked.reason().policy(),
                                marked.reason().rule()),
                        List.of()))
                .orElse(marked);
    }

    List<GrantUse> usesOf(Decision decision) {
        return decision.allows() ? uses : List.of();
    }

    /** For a step of a plan, which uses nothing. */
    Approved foreseen() {
        return mark instanceof ApprovalMark.Used(List<Grant> grants)
                ? not(new ApprovalMark.Used(grants.stream()
                        .map(grant -> new Grant(grant.id(), grant.rule(), Use.FORESEEN))
                        .toList()))
                : this;
    }
}
