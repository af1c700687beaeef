package dev.tollgate.audit.stream;

import dev.tollgate.core.policy.ReasonCode;

/** What a call that was not allowed offended against, in groups that are few enough for a dashboard. */
enum Violation {
    /** Who may use what. */
    ACCESS("DeniedAccess"),
    /** What stood in the arguments, or what they would have done with data. */
    CONTENT("DeniedContent"),
    /** How much, how often. */
    LIMIT("DeniedLimit"),
    /** Something has to be done first, or differently. */
    CONDITION("DeniedCondition"),
    /** A posture that somebody set, or that a reaction gave. */
    POSTURE("DeniedPosture"),
    /** Nothing: it could not be judged. */
    FAILURE("DeniedFailure");

    private final String metric;

    Violation(String metric) {
        this.metric = metric;
    }

    String metric() {
        return metric;
    }

    static Violation of(ReasonCode reason) {
        return switch (reason) {
            case ALLOWED,
                    NO_MATCHING_POLICY,
                    DENIED_BY_POLICY,
                    UNKNOWN_TOOL,
                    TOOL_CHANGED,
                    AGENT_UNKNOWN,
                    AGENT_SUSPENDED,
                    OUTSIDE_SCHEDULE -> ACCESS;
            case SCHEMA_MISMATCH, INVALID_ARGUMENTS, DATA_ACCESS, DATA_FLOW, INJECTION_SUSPECTED, SECRET_IN_ARGUMENTS ->
                CONTENT;
            case RATE_LIMITED, LIMIT_COST_TOO_LARGE -> LIMIT;
            case APPROVAL_REQUIRED, STEP_UP_REQUIRED, OBLIGATION_UNSUPPORTED, REDIRECTED, PLAN_MISMATCH -> CONDITION;
            case POSTURE_READ_ONLY, POSTURE_LOCKDOWN -> POSTURE;
            case BUDGET_EXCEEDED, POLICY_ERROR, AUDIT_UNAVAILABLE, STORE_UNAVAILABLE -> FAILURE;
        };
    }
}
