package dev.tollgate.core.policy;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The posture that holds for a call.
 *
 * @param scope which of those that the call is in it stands for
 * @param until when it ends by itself; empty when somebody has to end it
 */
public record PostureInForce(Posture posture, PostureScope scope, Optional<Instant> until) {
    public static final PostureInForce NORMAL = everywhere(Posture.NORMAL);

    /** Until somebody ends it. */
    public static PostureInForce everywhere(Posture posture) {
        return new PostureInForce(posture, PostureScope.EVERYTHING, Optional.empty());
    }

    public boolean isNormal() {
        return posture == Posture.NORMAL;
    }

    /** The stricter of the two; of two alike, the one that lasts longer. */
    public PostureInForce stricter(PostureInForce other) {
        int more = posture.compareTo(other.posture());
        boolean lastsAsLong = until.isEmpty()
                || other.until().map(end -> !until.get().isBefore(end)).orElse(false);
        return more > 0 || more == 0 && lastsAsLong ? this : other;
    }

    /** Before any rule is asked; a bundle that only monitors does not change it. */
    Optional<Verdict> refusal(Call call) {
        return switch (posture) {
            case NORMAL -> Optional.empty();
            case READ_ONLY ->
                Posture.onlyReads(call)
                        ? Optional.empty()
                        : Optional.of(Verdict.denied(
                                ReasonCode.POSTURE_READ_ONLY,
                                whom(
                                                "Only tools that do nothing but read",
                                                "may only call tools that do nothing but read")
                                        + " Try again later."));
            case LOCKDOWN ->
                Optional.of(Verdict.denied(
                        ReasonCode.POSTURE_LOCKDOWN,
                        whom("No tool", "may not call any tool") + " Stop, and tell your owner."));
        };
    }

    private String whom(String tools, String agentMay) {
        String how = switch (scope) {
            case PostureScope.Everything everything -> tools + " may be called";
            case PostureScope.OfServer(String server) -> tools + " of the server '" + server + "' may be called";
            case PostureScope.OfAgent agent -> "This agent " + agentMay;
        };
        return how
                + until.map(end -> " until " + end.truncatedTo(ChronoUnit.SECONDS))
                        .orElse(" for now")
                + ".";
    }
}
