package dev.tollgate.cli.redact;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.redact.AnswerRules;
import dev.tollgate.core.redact.PseudonymKey;
import dev.tollgate.core.redact.Redacted;
import dev.tollgate.core.redact.Redactor;
import dev.tollgate.core.redact.Redactor.Detail;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A tool's answer that somebody tries profiles on: JSON as it is, or plain text, which is redacted as one JSON string. */
public final class TrialAnswer {
    private static final JsonText JSON = new JsonText(Redactor.MOST_DEPTH);

    private final byte[] bytes;
    private final Optional<String> text;
    private final List<String> notes;

    private TrialAnswer(byte[] bytes, Optional<String> text, List<String> notes) {
        this.bytes = bytes;
        this.text = text;
        this.notes = List.copyOf(notes);
    }

    /**
     * @param name for messages
     * @throws IOException when it is neither JSON nor text, or JSON that is nested too deep
     */
    public static TrialAnswer of(byte[] bytes, String name) throws IOException {
        if (looksLikeJson(bytes) && depth(bytes) > Redactor.MOST_DEPTH) {
            throw new IOException(
                    name + " is nested too deep (expected JSON of at most " + Redactor.MOST_DEPTH + " levels)");
        }
        Optional<String> fault = Redactor.fault(bytes);
        if (fault.isEmpty()) {
            return new TrialAnswer(bytes, Optional.empty(), List.of());
        }
        String text = text(bytes, name);
        List<String> notes = looksLikeJson(bytes)
                ? List.of(name + " is no JSON, so it is taken as text: " + fault.get() + ".")
                : List.of();
        return new TrialAnswer(JsonText.writeBytes(Json.of(text)), Optional.of(text), notes);
    }

    private static String text(byte[] bytes, String name) throws IOException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException noText) {
            throw new IOException(name + " is neither JSON nor text (expected UTF-8)", noText);
        }
    }

    private static boolean looksLikeJson(byte[] bytes) {
        for (byte b : bytes) {
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return b == '{' || b == '[';
            }
        }
        return false;
    }

    /** How many brackets are open at most, outside of strings. */
    private static int depth(byte[] bytes) {
        int deepest = 0;
        int depth = 0;
        boolean isInString = false;
        for (int i = 0; i < bytes.length; i++) {
            byte b = bytes[i];
            if (isInString) {
                i += b == '\\' ? 1 : 0;
                isInString = b != '"';
            } else if (b == '"') {
                isInString = true;
            } else if (b == '{' || b == '[') {
                depth++;
                deepest = Math.max(deepest, depth);
            } else if (b == '}' || b == ']') {
                depth--;
            }
        }
        return deepest;
    }

    /** What has to be said of how it was read. */
    public List<String> notes() {
        return notes;
    }

    public Redacted redacted(Redactor redactor, AnswerRules rules, PseudonymKey key, Detail detail) {
        try {
            return redactor.redact(bytes, 0, bytes.length, rules, key, detail);
        } catch (JsonException checked) {
            throw new IllegalStateException(checked);
        }
    }

    /** The answer, to be compared. */
    public List<String> original() {
        return text.map(AnswerLines::of).orElseGet(() -> compared(bytes));
    }

    /** What became of it, to be compared. */
    public List<String> result(Redacted redacted) {
        return text.isPresent() && json(redacted) instanceof Json.Str(String result)
                ? AnswerLines.of(result)
                : compared(redacted.result());
    }

    /** What became of it, as it was written. */
    public List<String> lines(Redacted redacted) {
        String result = text.isPresent() && json(redacted) instanceof Json.Str(String plain)
                ? plain
                : new String(redacted.result(), StandardCharsets.UTF_8);
        return List.of(result.endsWith("\n") ? result.substring(0, result.length() - 1) : result);
    }

    /** What became of it, as a value; as a text where it has names twice. */
    public Json json(Redacted redacted) {
        try {
            return JSON.parse(redacted.result());
        } catch (JsonException hasNamesTwice) {
            return Json.of(new String(redacted.result(), StandardCharsets.UTF_8));
        }
    }

    private static List<String> compared(byte[] json) {
        try {
            return AnswerLines.of(JSON.parse(json));
        } catch (JsonException hasNamesTwice) {
            return AnswerLines.of(new String(json, StandardCharsets.UTF_8));
        }
    }
}
