package dev.tollgate.core.policy;

import dev.tollgate.core.policy.Target.SubjectMatch;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a rule says when it matches. */
public sealed interface Ruling {

    record Allow() implements Ruling {}

    /**
     * @param code the reason code; without one it is {@code denied_by_policy}, or {@code redirected} with a redirect
     * @param redirect the tool to ask for instead
     */
    record Deny(Optional<ReasonCode> code, Optional<Redirect> redirect) implements Ruling {}

    /**
     * Denied until somebody approved the call.
     *
     * @param approvers who may; never empty
     */
    record Approve(List<SubjectMatch> approvers, Grant grant) implements Ruling {
        public Approve {
            approvers = List.copyOf(approvers);
            if (approvers.isEmpty()) {
                throw new IllegalArgumentException("somebody must be able to approve");
            }
        }
    }

    /** @param acr the authentication context class that the caller's identity must have; see RFC 9470 */
    record StepUp(String acr) implements Ruling {}

    /** @param server of the catalogue */
    record Redirect(String server, String tool) {}

    /**
     * How often, and for how long, an approval counts.
     *
     * @param uses from 1 to 1,000
     * @param within up to 30 days
     */
    record Grant(int uses, Duration within) {
        public static final int MOST_USES = 1_000;
        public static final Duration LONGEST = Duration.ofDays(30);

        public Grant {
            if (uses < 1 || uses > MOST_USES || !within.isPositive() || within.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("an approval counts 1 to 1,000 times, for up to 30 days");
            }
        }
    }

    default Effect effect() {
        return switch (this) {
            case Allow allow -> Effect.ALLOW;
            case Deny deny -> Effect.DENY;
            case Approve approve -> Effect.APPROVE;
            case StepUp stepUp -> Effect.STEP_UP;
        };
    }
}
