package dev.tollgate.core.policy;

import dev.tollgate.core.policy.LimitRule.KeyPart;
import dev.tollgate.core.scan.JsonScan.Found;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the policies say of one call, before its limits were taken.
 *
 * @param effect {@code ALLOW} means: allowed if its limits admit it; else {@code DENY}
 * @param takes the limits that an allowed call takes; empty for a denied one
 * @param obligations of an allowed call, or what a step-up needs
 * @param redirect the tool to ask for instead of the denied one
 * @param awaits the approval that a denied call needs, by the rule that is its reason
 * @param approved rules of effect approve that counted as allow, since somebody has approved the call
 * @param wouldBe what monitored documents would have made of it
 * @param exemptions ids of those without which the verdict could have been another
 * @param findings in the arguments as they were sent; nothing where nobody looked
 * @param amounts of an allowed call, by the catalogue's names
 * @param trace each rule whose policy's target matched, in order; empty unless it was asked for
 */
public record Verdict(
        Effect effect,
        Reason reason,
        List<Take> takes,
        List<Obligation> obligations,
        Optional<Ruling.Redirect> redirect,
        Optional<Ruling.Approve> awaits,
        List<RuleName> approved,
        Optional<WouldBe> wouldBe,
        List<String> exemptions,
        Found findings,
        Map<String, Long> amounts,
        List<Step> trace) {
    public Verdict {
        takes = List.copyOf(takes);
        obligations = List.copyOf(obligations);
        approved = List.copyOf(approved);
        exemptions = List.copyOf(exemptions);
        amounts = Map.copyOf(amounts);
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

        private boolean isPaidAlone() {
            return limit.per().contains(KeyPart.SUBJECT_ID)
                    && cost.filter(each -> each > 0).isPresent();
        }

        /** What the subject shares with others costs as ever: one who is watched must not use it up for them. */
        private Take times(long factor) {
            return isPaidAlone() ? new Take(limit, key, cost.map(each -> times(each, factor))) : this;
        }

        /** At most what the limit can give at once, unless the cost was more than that already. */
        private long times(long each, long factor) {
            long burst = limit.rate().burst();
            return each > burst / factor ? Math.max(each, burst) : each * factor;
        }
    }

    /**
     * The verdict that there would be if what is monitored were enforced.
     *
     * @param takes the limits that are only monitored, to be counted apart; one that refuses makes it a throttle
     */
    public record WouldBe(Effect effect, Reason reason, List<Take> takes) {
        public WouldBe {
            takes = List.copyOf(takes);
        }

        private WouldBe times(long factor) {
            return new WouldBe(effect, reason, Verdict.times(takes, factor));
        }
    }

    /**
     * @param outcome {@code matched}, {@code not matched}, {@code error: …} or {@code over budget}, and what kept a match
     *     from counting
     * @param because the part of the condition that decided; values that came from the caller are shown as types
     */
    public record Step(
            String policy, String rule, Effect effect, Mode mode, String outcome, Optional<String> because) {}

    static Verdict of(Effect effect, Reason reason) {
        return new Verdict(
                effect,
                reason,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                Found.NOTHING,
                Map.of(),
                List.of());
    }

    /** A refusal that no rule is the reason of. */
    public static Verdict denied(ReasonCode code, String message) {
        return of(Effect.DENY, Reason.of(code, message));
    }

    /** Whether there is a limit that counts the subject alone, and would be taken. */
    public boolean paysAlone() {
        return takes.stream().anyMatch(Take::isPaidAlone);
    }

    /** With so many times the cost of each limit that counts the subject alone. */
    public Verdict tightened(long factor) {
        if (factor == 1) {
            return this;
        }
        return new Verdict(
                effect,
                reason,
                times(takes, factor),
                obligations,
                redirect,
                awaits,
                approved,
                wouldBe.map(would -> would.times(factor)),
                exemptions,
                findings,
                amounts,
                trace);
    }

    private static List<Take> times(List<Take> takes, long factor) {
        return takes.stream().map(take -> take.times(factor)).toList();
    }
}
