package dev.tollgate.decision;

import dev.tollgate.core.policy.ReasonCode;
import dev.tollgate.core.policy.Verdict.Reason;
import dev.tollgate.core.policy.Verdict.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What one question is answered.
 *
 * @param retryAfter with {@code THROTTLE}: exactly when the same call would be admitted
 * @param takenLimits what was taken, for the record
 * @param goesOnWithoutAnswer whether the hook may go on if its next question gets no answer
 * @param trace each rule that was looked at
 */
record Decision(
        Answer answer,
        Reason reason,
        Optional<Duration> retryAfter,
        List<TakenLimit> takenLimits,
        boolean goesOnWithoutAnswer,
        List<Step> trace) {
    Decision {
        takenLimits = List.copyOf(takenLimits);
        trace = List.copyOf(trace);
    }

    enum Answer {
        ALLOW("allow"),
        THROTTLE("throttle"),
        DENY("deny");

        private final String word;

        Answer(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    record TakenLimit(String name, long remaining) {}

    static Decision allow(Reason reason, List<TakenLimit> takenLimits, boolean goesOnWithoutAnswer, List<Step> trace) {
        return new Decision(Answer.ALLOW, reason, Optional.empty(), takenLimits, goesOnWithoutAnswer, trace);
    }

    static Decision throttle(Reason reason, Duration retryAfter, List<TakenLimit> takenLimits, List<Step> trace) {
        return new Decision(Answer.THROTTLE, reason, Optional.of(retryAfter), takenLimits, false, trace);
    }

    static Decision deny(Reason reason, List<TakenLimit> takenLimits, List<Step> trace) {
        return new Decision(Answer.DENY, reason, Optional.empty(), takenLimits, false, trace);
    }

    static Decision deny(ReasonCode code, String message) {
        return deny(Reason.of(code, message), List.of(), List.of());
    }

    boolean allows() {
        return answer == Answer.ALLOW;
    }

    Decision withoutTrace() {
        return new Decision(answer, reason, retryAfter, takenLimits, goesOnWithoutAnswer, List.of());
    }

    /** What is answered when the record of this could not be written. */
    Decision unrecorded() {
        return reason.code() == ReasonCode.STORE_UNAVAILABLE
                ? this
                : deny(ReasonCode.AUDIT_UNAVAILABLE, "The decision could not be recorded, so it is a no. Try again.");
    }
}
