package dev.tollgate.core.redact;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.scan.TextScanner;
import java.util.List;
import java.util.Optional;

/** Makes of a tool's answer what an agent may see. It may be shared by threads. */
public final class Redactor {
    /** Of containers within each other. */
    public static final int MOST_DEPTH = 512;

    /** Why an answer is blocked of which more is left than can be given back, since tokens are longer than values. */
    public static final String OUTGROWN = "answer_too_large";

    private final TextScanner scanner;

    public Redactor(TextScanner scanner) {
        this.scanner = scanner;
    }

    /** Why the bytes are no JSON that can be redacted; empty when they are. It quotes nothing of them. */
    public static Optional<String> fault(byte[] json) {
        try {
            var cursor = new JsonCursor(json, 0, json.length, MOST_DEPTH);
            cursor.skipValue(0);
            cursor.expectEnd();
            return Optional.empty();
        } catch (JsonException malformed) {
            return Optional.of(malformed.getMessage());
        }
    }

    /** Whether the places of findings are told. */
    public enum Detail {
        COUNTS,
        PLACES
    }

    /**
     * @param json of which the bytes from {@code from} to {@code to} are the answer
     * @throws JsonException when they are no JSON; the message says where, and nothing of what stands there
     */
    public Redacted redact(byte[] json, int from, int to, AnswerRules rules, PseudonymKey key, Detail detail)
            throws JsonException {
        var answer = new Answer(scanner, new Tokens(key), rules, detail == Detail.PLACES);
        var walk = new AnswerWalk(answer, json, from, to, 0, answer.fieldRules().start(), new Pointer());
        byte[] result;
        try {
            result = walk.walked();
        } catch (Output.OutgrownException outgrown) {
            return blocked(OUTGROWN, answer.tally());
        }
        Tally tally = answer.tally();
        if (tally.isBlocked()) {
            return blocked("hidden instructions were found in it", tally);
        }
        return new Redacted(tally.action(), result, tally.counts(), tally.labels(), tally.located(), Optional.empty());
    }

    /** Nothing of the answer is left, but why. */
    public static Redacted blocked(String reason) {
        return blocked(reason, new Tally());
    }

    private static Redacted blocked(String reason, Tally tally) {
        Json text = Json.object()
                .put("type", "text")
                .put("text", "[Tollgate] This answer was held back: " + reason + ".")
                .build();
        Json result = Json.object()
                .put("content", new Json.Arr(List.of(text)))
                .put("isError", Json.of(true))
                .build();
        return new Redacted(
                Redacted.Action.BLOCKED,
                JsonText.writeBytes(result),
                tally.counts(),
                tally.labels(),
                List.of(),
                Optional.of(reason));
    }
}
