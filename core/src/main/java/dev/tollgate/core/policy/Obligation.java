package dev.tollgate.core.policy;

import dev.tollgate.core.json.Json;
import java.util.List;
import java.util.Set;

/** What the hook must also do, as the answer says it (AuthZEN obligations profile 1.0). */
public record Obligation(String type, Json.Obj properties) {
    public static final String REDACT = "redact";
    public static final String CAP_RESPONSE = "cap_response";
    public static final String REWRITE_ARGUMENTS = "rewrite_arguments";
    public static final String WARN = "warn";
    public static final String STEP_UP = "step-up";

    /** What a rule can ask of a hook. */
    public static final Set<String> TYPES = Set.of(REDACT, CAP_RESPONSE, REWRITE_ARGUMENTS, WARN);

    /** Every type that an answer can have, sorted. */
    public static final List<String> ALL = List.of(CAP_RESPONSE, REDACT, REWRITE_ARGUMENTS, STEP_UP, WARN);

    /** Whether a hook that cannot do this must not go on. */
    public boolean isMandatory() {
        return !type.equals(WARN);
    }
}
