package dev.tollgate.core.policy;

import dev.tollgate.core.limit.Rate;
import dev.tollgate.core.policy.expr.Expr;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A limit as the bundle has it.
 *
 * @param mode {@code MONITOR}: it is counted, and refuses nothing
 * @param per what is counted apart: each combination of these values has a count of its own; empty: one count for all
 * @param cost how much a call takes; it must come out as an integer, 0 or more
 * @param exceeded what a call over the limit becomes
 * @param maxDelay how soon the limit must admit a throttled call for its turn to be reserved; zero: no turn is
 *     reserved. Only where each agent has a count of its own: a call that is waited for would block what others share
 * @param allowsWithoutStore whether calls go on uncounted while the store cannot be reached
 * @param target present when the limit stands alone, not named by policies
 */
public record LimitRule(
        String name,
        Mode mode,
        Rate rate,
        List<KeyPart> per,
        Expr cost,
        Exceeded exceeded,
        Duration maxDelay,
        boolean allowsWithoutStore,
        Optional<Target> target) {
    public static final Duration LONGEST_DELAY = Duration.ofMinutes(15);

    public LimitRule {
        per = List.copyOf(per);
        if (maxDelay.isNegative() || maxDelay.compareTo(LONGEST_DELAY) > 0) {
            throw new IllegalArgumentException("a limit delays calls by at most 15 minutes, not " + maxDelay);
        }
        if (!maxDelay.isZero() && (exceeded != Exceeded.THROTTLE || !per.contains(KeyPart.SUBJECT_ID))) {
            throw new IllegalArgumentException("only a limit of each agent that throttles can delay calls");
        }
    }

    /** A limit that delays nothing. */
    public LimitRule(
            String name,
            Mode mode,
            Rate rate,
            List<KeyPart> per,
            Expr cost,
            Exceeded exceeded,
            boolean allowsWithoutStore,
            Optional<Target> target) {
        this(name, mode, rate, per, cost, exceeded, Duration.ZERO, allowsWithoutStore, target);
    }

    public LimitRule delayingUpTo(Duration longest) {
        return new LimitRule(name, mode, rate, per, cost, exceeded, longest, allowsWithoutStore, target);
    }

    public boolean delays() {
        return !maxDelay.isZero();
    }

    public enum Exceeded {
        THROTTLE,
        DENY
    }

    /** What a count can be kept by, narrowest first. */
    public enum KeyPart {
        SUBJECT_ID("subject.id"),
        SUBJECT_OWNER("subject.owner"),
        TOOL_NAME("tool.name"),
        TOOL_SERVER("tool.server"),
        ACTION_NAME("action.name"),
        RESOURCE_TYPE("resource.type"),
        RESOURCE_ID("resource.id");

        private final String word;

        KeyPart(String word) {
            this.word = word;
        }

        /** The word in policies. */
        public String word() {
            return word;
        }

        String of(Call call) {
            return switch (this) {
                case SUBJECT_ID -> call.subject().type() + ":" + call.subject().id();
                case SUBJECT_OWNER -> call.subject().owner();
                case TOOL_NAME ->
                    call.tool().map(tool -> tool.server() + "/" + tool.name()).orElse("");
                case TOOL_SERVER -> call.tool().map(Call.Tool::server).orElse("");
                case ACTION_NAME -> call.action().name();
                case RESOURCE_TYPE -> call.resource().type();
                case RESOURCE_ID -> call.resource().id();
            };
        }
    }
}
