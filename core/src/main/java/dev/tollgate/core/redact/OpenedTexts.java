package dev.tollgate.core.redact;

import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.redact.FieldRules.Places;
import dev.tollgate.core.scan.Field;
import dev.tollgate.core.scan.TokenForm;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/** Redacts the texts of one document, and the documents that stand in them. */
final class OpenedTexts {
    /** A text of JSON in a text of JSON in a text of JSON is the last that is opened. */
    private static final int MOST_NESTED = 3;

    private static final int MOST_CUTS = 4;

    private static final byte[] TOO_DEEP =
            Tokens.replacement(TokenForm.TOO_DEEP).getBytes(StandardCharsets.US_ASCII);

    private final Answer answer;
    private final int nested;
    private final Pointer pointer;
    private final Supplier<Optional<String>> here;

    /**
     * @param nested in how many texts of JSON the document stands
     * @param pointer where in it the walk is
     */
    OpenedTexts(Answer answer, int nested, Pointer pointer) {
        this.answer = answer;
        this.nested = nested;
        this.pointer = pointer;
        this.here = pointer::text;
    }

    /** @return {@link TextRedaction#unchanged} for a text that stays as it is */
    byte[] redacted(byte[] text, int from, int to, Field field, Optional<Transform> forced) throws JsonException {
        if (forced.isPresent()) {
            return ruled(text, from, to, field, forced.get());
        }
        if (JsonCursor.isDocument(text, from, to, Redactor.MOST_DEPTH)) {
            return document(text, from, to);
        }
        byte[] redacted = answer.texts().text(text, from, to, field, here);
        // What stood around a document may be gone.
        return JsonCursor.isDocument(redacted, 0, redacted.length, Redactor.MOST_DEPTH)
                ? orElse(document(redacted, 0, redacted.length), redacted)
                : redacted;
    }

    /** What a rule leaves is looked at again: a year of a document in a text is a password where that stood. */
    private byte[] ruled(byte[] text, int from, int to, Field field, Transform rule) throws JsonException {
        if (!answer.texts().isLookedAtBefore(rule)) {
            return answer.texts().field(text, from, to, field, rule, here);
        }
        byte[] left = ruledOnce(text, from, to, field, rule);
        for (int round = 0; round < MOST_CUTS && !TextRedaction.isUnchanged(left); round++) {
            byte[] again = ruledOnce(left, 0, left.length, field, rule);
            if (TextRedaction.isUnchanged(again) || Arrays.equals(again, left)) {
                return left;
            }
            left = again;
        }
        return TextRedaction.isUnchanged(left)
                ? left
                : orElse(answer.texts().field(left, 0, left.length, field, Transform.REPLACE, here), left);
    }

    private byte[] ruledOnce(byte[] text, int from, int to, Field field, Transform rule) throws JsonException {
        byte[] looked = redacted(text, from, to, field, Optional.empty());
        return TextRedaction.isUnchanged(looked)
                ? answer.texts().field(text, from, to, field, rule, here)
                : orElse(answer.texts().field(looked, 0, looked.length, field, rule, here), looked);
    }

    private static byte[] orElse(byte[] redacted, byte[] before) {
        return TextRedaction.isUnchanged(redacted) ? before : redacted;
    }

    /**
     * A document in a text is redacted as one: what MCP sends twice comes out the same twice. One that is in too many texts is
     * left out, since what it says is not what stands there.
     */
    private byte[] document(byte[] text, int from, int to) throws JsonException {
        if (nested == MOST_NESTED) {
            answer.tally().truncated();
            return TOO_DEEP;
        }
        Places paths = answer.fieldRules().start();
        int start = JsonCursor.behindMark(text, from, to);
        byte[] walked = new AnswerWalk(answer, text, start, to, nested + 1, paths, pointer.inside()).walked();
        boolean isSame = Arrays.equals(walked, 0, walked.length, text, start, to);
        return isSame ? TextRedaction.unchanged() : walked;
    }

    /** What was cut may be read in another way: half a document is none. */
    byte[] settled(byte[] cut, long room, Field field) {
        byte[] settled = cut;
        for (int round = 0; round < MOST_CUTS; round++) {
            byte[] redacted = answer.texts().text(settled, 0, settled.length, field, here);
            if (TextRedaction.isUnchanged(redacted)) {
                return settled;
            }
            settled = answer.shortened().of(redacted, room);
        }
        return answer.shortened().of(cut, 0);
    }
}
