package dev.tollgate.core.watch;

import dev.tollgate.core.policy.ReasonCode;

/** Which denials speak of the agent. */
public final class Denied {
    private Denied() {}

    /**
     * What an agent should not have asked for counts. What only asks it to wait, to get an approval or to ask
     * differently, what lies with its hook, its tool, its bundle or with us, and what follows from earlier denials does
     * not: or an honest agent that tries again would never come free.
     */
    public static boolean counts(ReasonCode reason) {
        return switch (reason) {
            case NO_MATCHING_POLICY,
                    DENIED_BY_POLICY,
                    LIMIT_COST_TOO_LARGE,
                    UNKNOWN_TOOL,
                    SCHEMA_MISMATCH,
                    INVALID_ARGUMENTS,
                    DATA_ACCESS,
                    DATA_FLOW,
                    INJECTION_SUSPECTED,
                    SECRET_IN_ARGUMENTS -> true;
            case ALLOWED,
                    RATE_LIMITED,
                    APPROVAL_REQUIRED,
                    STEP_UP_REQUIRED,
                    OBLIGATION_UNSUPPORTED,
                    REDIRECTED,
                    POSTURE_READ_ONLY,
                    POSTURE_LOCKDOWN,
                    AGENT_SUSPENDED,
                    AGENT_UNKNOWN,
                    TOOL_CHANGED,
                    OUTSIDE_SCHEDULE,
                    BUDGET_EXCEEDED,
                    POLICY_ERROR,
                    PLAN_MISMATCH,
                    AUDIT_UNAVAILABLE,
                    STORE_UNAVAILABLE -> false;
        };
    }
}
