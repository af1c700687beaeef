package dev.tollgate.core.authzen;

import dev.tollgate.core.authzen.Taken.TakenLimit;
import dev.tollgate.core.policy.Call;
import dev.tollgate.core.policy.Effect;
import dev.tollgate.core.policy.Obligation;
import dev.tollgate.core.policy.ReasonCode;
import dev.tollgate.core.policy.Ruling.Redirect;
import dev.tollgate.core.policy.Verdict;
import dev.tollgate.core.policy.Verdict.Reason;
import dev.tollgate.core.policy.Verdict.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What one question is answered.
 *
 * @param retryAfter with {@code THROTTLE}: exactly when the same call would be admitted
 * @param taken of limits, for the record
 * @param goesOnWithoutAnswer whether the hook may go on if its next question gets no answer
 * @param obligations what the hook must also do
 * @param redirect the tool to ask for instead
 * @param wouldBe the answer if what is monitored were enforced, where that is another
 * @param exemptions ids of the exceptions that were used
 * @param trace each rule that was looked at
 */
public record Decision(
        Answer answer,
        Reason reason,
        Optional<Duration> retryAfter,
        Taken taken,
        boolean goesOnWithoutAnswer,
        List<Obligation> obligations,
        Optional<Redirect> redirect,
        Optional<WouldBe> wouldBe,
        List<String> exemptions,
        List<Step> trace) {
    public Decision {
        obligations = List.copyOf(obligations);
        exemptions = List.copyOf(exemptions);
        trace = List.copyOf(trace);
    }

    public enum Answer {
        ALLOW("allow"),
        THROTTLE("throttle"),
        DENY("deny");

        private final String word;

        Answer(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        public static Answer of(Effect effect) {
            return effect == Effect.ALLOW ? ALLOW : DENY;
        }
    }

    public record WouldBe(Answer answer, Reason reason) {}

    /** The verdict as the answer, before limits. */
    public static Decision of(Verdict verdict) {
        return new Decision(
                Answer.of(verdict.effect()),
                verdict.reason(),
                Optional.empty(),
                Taken.NOTHING,
                false,
                verdict.obligations(),
                verdict.redirect(),
                Optional.empty(),
                verdict.exemptions(),
                verdict.trace());
    }

    /** The verdict as the answer where limits are not asked. */
    public static Decision unlimited(Call call, Verdict verdict) {
        Decision decision = of(verdict);
        if (decision.allows()) {
            decision = decision.admitted(List.of(), call.goesOnWithoutAnswer());
        }
        return decision.with(decision.wouldBe(verdict));
    }

    public static Decision deny(ReasonCode code, String message) {
        return new Decision(
                Answer.DENY,
                Reason.of(code, message),
                Optional.empty(),
                Taken.NOTHING,
                false,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of());
    }

    public boolean allows() {
        return answer == Answer.ALLOW;
    }

    /** Allowed, with what was taken for it. */
    public Decision admitted(List<TakenLimit> limits, boolean goesOn) {
        return new Decision(
                answer,
                reason,
                retryAfter,
                taken.with(limits),
                goesOn,
                obligations,
                redirect,
                wouldBe,
                exemptions,
                trace);
    }

    /** Allowed by the policies, but its limits do not admit it now. */
    public Decision throttled(Reason why, Duration wait, List<TakenLimit> limits) {
        return refused(Answer.THROTTLE, why, Optional.of(wait), limits);
    }

    /** Allowed by the policies, but its limits do not admit it. */
    public Decision denied(Reason why, List<TakenLimit> limits) {
        return refused(Answer.DENY, why, Optional.empty(), limits);
    }

    private Decision refused(Answer refusal, Reason why, Optional<Duration> wait, List<TakenLimit> limits) {
        return new Decision(
                refusal, why, wait, taken.with(limits), false, List.of(), Optional.empty(), wouldBe, exemptions, trace);
    }

    public Decision with(PlanMark plan) {
        return with(taken.with(plan));
    }

    public Decision with(ReservationMark reservation) {
        return with(taken.with(reservation));
    }

    private Decision with(Taken other) {
        return new Decision(
                answer,
                reason,
                retryAfter,
                other,
                goesOnWithoutAnswer,
                obligations,
                redirect,
                wouldBe,
                exemptions,
                trace);
    }

    public Decision with(ApprovalMark approval) {
        return new Decision(
                answer,
                reason,
                retryAfter,
                taken.with(approval),
                goesOnWithoutAnswer,
                obligations,
                redirect,
                wouldBe,
                exemptions,
                trace);
    }

    /** What this would be by the verdict, if what is monitored were enforced; empty when it would be the same. */
    public Optional<WouldBe> wouldBe(Verdict verdict) {
        return verdict.wouldBe()
                .filter(would -> !(allows() && would.effect() == Effect.ALLOW))
                .map(would -> new WouldBe(Answer.of(would.effect()), would.reason()));
    }

    public Decision with(Optional<WouldBe> would) {
        return new Decision(
                answer,
                reason,
                retryAfter,
                taken,
                goesOnWithoutAnswer,
                obligations,
                redirect,
                would,
                exemptions,
                trace);
    }

    /** With one more sentence for the agent. */
    public Decision adding(String sentence) {
        var more = new Reason(reason.code(), reason.message() + " " + sentence, reason.policy(), reason.rule());
        return new Decision(
                answer,
                more,
                retryAfter,
                taken,
                goesOnWithoutAnswer,
                obligations,
                redirect,
                wouldBe,
                exemptions,
                trace);
    }

    public Decision withoutTrace() {
        return trace.isEmpty()
                ? this
                : new Decision(
                        answer,
                        reason,
                        retryAfter,
                        taken,
                        goesOnWithoutAnswer,
                        obligations,
                        redirect,
                        wouldBe,
                        exemptions,
                        List.of());
    }

    /** What is answered when the record of this could not be written. */
    public Decision unrecorded() {
        return reason.code() == ReasonCode.STORE_UNAVAILABLE
                ? this
                : deny(ReasonCode.AUDIT_UNAVAILABLE, "The decision could not be recorded, so it is a no. Try again.");
    }
}
