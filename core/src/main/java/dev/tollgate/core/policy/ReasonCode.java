package dev.tollgate.core.policy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why a decision is what it is: the closed list of the decision API. */
public enum ReasonCode {
    ALLOWED,
    NO_MATCHING_POLICY,
    DENIED_BY_POLICY,
    RATE_LIMITED,
    LIMIT_COST_TOO_LARGE,
    APPROVAL_REQUIRED,
    STEP_UP_REQUIRED,
    OBLIGATION_UNSUPPORTED,
    REDIRECTED,
    POSTURE_READ_ONLY,
    POSTURE_LOCKDOWN,
    AGENT_SUSPENDED,
    AGENT_UNKNOWN,
    UNKNOWN_TOOL,
    TOOL_CHANGED,
    SCHEMA_MISMATCH,
    INVALID_ARGUMENTS,
    DATA_ACCESS,
    OUTSIDE_SCHEDULE,
    DATA_FLOW,
    INJECTION_SUSPECTED,
    SECRET_IN_ARGUMENTS,
    BUDGET_EXCEEDED,
    POLICY_ERROR,
    PLAN_MISMATCH,
    AUDIT_UNAVAILABLE,
    STORE_UNAVAILABLE;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word in answers and records. */
    public String word() {
        return word;
    }

    public static Optional<ReasonCode> ofWord(String word) {
        return Arrays.stream(values()).filter(code -> code.word.equals(word)).findFirst();
    }
}
