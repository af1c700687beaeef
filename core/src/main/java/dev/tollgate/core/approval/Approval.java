package dev.tollgate.core.approval;

import dev.tollgate.core.policy.Ruling.Grant;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A request that somebody approves one call, and what became of it.
 *
 * @param expires until when it can be decided, and until when a no counts
 * @param lastUse when a grant for this call was used last, by this request or the one before
 */
public record Approval(
        ApprovalId id, AskedCall call, State state, Instant asked, Instant expires, Optional<Instant> lastUse) {
    /** Of a request, and of the arguments that are kept with it. */
    public static final Duration LIFE = Duration.ofHours(24);

    /** How long a request with the same X-Request-ID repeats its answer. */
    public static final Duration REPEATS = Duration.ofSeconds(60);

    public sealed interface State {
        record Pending() implements State {}

        /**
         * @param uses how often the call counts as allowed in all
         * @param left how often still
         */
        record Granted(int uses, int left, Instant until) implements State {}

        /** @param reason for the agent */
        record Declined(Optional<String> reason) implements State {}
    }

    public enum Choice {
        APPROVE,
        DENY
    }

    /** What a choice makes of a request. */
    public sealed interface Change {
        record To(Approval after) implements Change {}

        /** It was chosen before. */
        record Already() implements Change {}

        record Impossible(String why) implements Change {}
    }

    public static Approval asked(ApprovalId id, AskedCall call, Instant now, Optional<Instant> lastUse) {
        return new Approval(id, call, new State.Pending(), now, now.plus(LIFE), lastUse);
    }

    public boolean isPendingAt(Instant now) {
        return state instanceof State.Pending && now.isBefore(expires);
    }

    public boolean isGrantedAt(Instant now) {
        return state instanceof State.Granted(int uses, int left, Instant until) && left > 0 && now.isBefore(until);
    }

    public boolean isDeclinedAt(Instant now) {
        return state instanceof State.Declined && now.isBefore(expires);
    }

    /** Whether there is no point in a new request for the same. */
    public boolean standsAt(Instant now) {
        return isPendingAt(now) || isGrantedAt(now) || isDeclinedAt(now);
    }

    public boolean usedSince(Instant moment) {
        return lastUse.filter(use -> use.isAfter(moment)).isPresent();
    }

    /** The first choice counts; what is left of a grant can be taken back. */
    public Change decided(Choice choice, Optional<String> reason, Grant grant, Instant now) {
        return switch (state) {
            case State.Pending pending
            when !isPendingAt(now) -> new Change.Impossible("This request has expired. The agent has to ask again.");
            case State.Pending pending ->
                switch (choice) {
                    case APPROVE -> to(new State.Granted(grant.uses(), grant.uses(), now.plus(grant.within())));
                    case DENY -> to(new State.Declined(reason));
                };
            case State.Granted granted ->
                switch (choice) {
                    case APPROVE -> new Change.Already();
                    case DENY ->
                        isGrantedAt(now)
                                ? to(new State.Declined(reason))
                                : new Change.Impossible(
                                        "This request was approved, and nothing is left of it that could be taken back.");
                };
            case State.Declined declined ->
                switch (choice) {
                    case APPROVE -> new Change.Impossible("This request was denied before. The first decision counts.");
                    case DENY -> new Change.Already();
                };
        };
    }

    private Change to(State next) {
        return new Change.To(new Approval(id, call, next, asked, expires, lastUse));
    }
}
