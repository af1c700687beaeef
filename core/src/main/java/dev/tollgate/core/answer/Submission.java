package dev.tollgate.core.answer;

import dev.tollgate.core.redact.Redactor.Detail;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a hook hands in after a call.
 *
 * @param decisionId as it was sent; empty when none was
 * @param claimed whom and what the call was about, as the hook says
 * @param outcome empty only when the request could not be read that far
 * @param body the whole request, unpacked
 * @param result where the tool's answer stands in it
 */
public record Submission(
        Optional<String> decisionId,
        Claimed claimed,
        Optional<Outcome> outcome,
        Detail detail,
        byte[] body,
        Result result) {

    /** How the call ended. */
    public record Outcome(String status, OptionalLong durationMs) {}

    /** What only the caller says. */
    public record Claimed(
            Optional<Entity> subject,
            Optional<Entity> resource,
            Optional<String> server,
            Optional<String> traceId,
            Optional<String> sessionId) {
        public static final Claimed NOTHING =
                new Claimed(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public record Entity(String type, String id) {}

    public sealed interface Result {
        /** @param to the byte after the JSON value */
        record Range(int from, int to) implements Result {}

        /** Over a bound, so that nothing of it is given back. */
        record Refused(BlockReason reason) implements Result {}
    }
}
