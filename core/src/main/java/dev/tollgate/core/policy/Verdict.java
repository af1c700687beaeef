package dev.tollgate.core.policy;

import java.util.List;
import java.util.Optional;

/**
 * What the policies say of one call, before its limits were taken.
 *
 * @param effect {@code ALLOW} means: allowed if its limits admit it
 * @param takes the limits that an allowed call takes; empty for a denied one
 * @param trace each rule whose policy's target matched, in order
 */
public record Verdict(Effect effect, Reason reason, List<Take> takes, List<Step> trace) {
    public Verdict {
        takes = List.copyOf(takes);
        trace = List.copyOf(trace);
    }

    /** @param message is for the agent: what it can do about it, and nothing secret */
    public record Reason(ReasonCode code, String message, Optional<String> policy, Optional<String> rule) {
        public static Reason of(ReasonCode code, String message) {
            return new Reason(code, message, Optional.empty(), Optional.empty());
        }
    }

    /**
     * One limit to be taken.
     *
     * @param key the value of each {@code per} of the limit, in its order
     * @param cost empty when the limit's cost did not come out as an integer of 0 or more
     */
    public record Take(LimitRule limit, List<String> key, Optional<Long> cost) {
        public Take {
            key = List.copyOf(key);
        }
    }

    /** @param outcome {@code matched}, {@code not matched}, or {@code error: …} with values shown as their types */
    public record Step(String policy, String rule, Effect effect, String outcome) {}

    static Verdict denied(ReasonCode code, String message) {
        return new Verdict(Effect.DENY, Reason.of(code, message), List.of(), List.of());
    }
}
