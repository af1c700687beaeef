package dev.tollgate.core.redact;

import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.redact.FieldRules.Places;
import dev.tollgate.core.scan.Field;
import dev.tollgate.core.scan.TokenForm;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Walks down one JSON text and writes it again: what stays as it is is copied in whole ranges, nothing else of the
 * document is held in memory.
 */
final class AnswerWalk {
    private static final int SHORTEST_NUMBER = 6;

    /** What closes the containers and says that something was cut. */
    private static final int RESERVE = 64;

    private static final int LONGEST_READ_BLOB = 1_024;

    private static final byte[] AS_IT_IS = {};
    private static final byte[] TOO_DEEP =
            Tokens.replacement(TokenForm.TOO_DEEP).getBytes(StandardCharsets.US_ASCII);

    private final Answer answer;
    private final byte[] json;
    private final JsonCursor cursor;
    private final Output out;
    private final int nested;
    private final Places start;
    private final Pointer pointer;
    private final Supplier<Optional<String>> here;
    private final OpenedTexts opened;
    private final ContentTexts texts = new ContentTexts();
    private int copied;

    /**
     * @param nested in how many texts of JSON this one stands
     * @param start where the paths of rules begin
     * @param pointer of this text in the document
     */
    AnswerWalk(Answer answer, byte[] json, int from, int to, int nested, Places start, Pointer pointer) {
        this.answer = answer;
        this.json = json;
        this.cursor = new JsonCursor(json, from, to, Redactor.MOST_DEPTH);
        this.out = new Output(to - from + 256);
        this.nested = nested;
        this.start = start;
        this.pointer = pointer;
        this.here = pointer::text;
        this.opened = new OpenedTexts(answer, nested, pointer);
        this.copied = from;
    }

    /** The same JSON, redacted. */
    byte[] walked() throws JsonException {
        value(0, Field.NONE, start, Optional.empty(), nested == 0 ? ContentPlace.TOP : ContentPlace.OTHER);
        cursor.expectEnd();
        flush(cursor.at());
        long room = answer.cap().bytes().orElse(Long.MAX_VALUE);
        if (nested > 0) {
            return out.toBytes();
        }
        byte[] walked = texts.with(out.toBytes(), room);
        return walked.length > room ? JsonCursor.withoutSpaces(walked) : walked;
    }

    private void flush(int until) {
        out.write(json, copied, until);
        copied = until;
    }

    private void replace(int from, int to, String by) {
        replace(from, to, by.getBytes(StandardCharsets.UTF_8));
    }

    private void replace(int from, int to, byte[] by) {
        flush(from);
        out.write(by, 0, by.length);
        copied = to;
    }

    /** How long the result is so far. */
    private long written() {
        return out.size() + cursor.at() - copied;
    }

    /** @param more how many bytes what was read will be longer */
    private boolean isFull(int depth, int more) {
        return nested == 0
                && answer.cap().bytes().isPresent()
                && written() + more + RESERVE + depth > answer.cap().bytes().getAsLong();
    }

    private void value(int depth, Field field, Places places, Optional<Transform> forced, ContentPlace place)
            throws JsonException {
        byte first = cursor.peek();
        if (first == '{' || first == '[') {
            container(first, depth, field, places, forced, place);
            return;
        }
        cursor.scalar(first);
        if (first == '"') {
            string(depth, field, forced, place);
        } else if (first == '-' || first >= '0' && first <= '9') {
            number(depth, field, forced);
        } else if (first == 't') {
            truth(forced);
        }
    }

    private void container(
            byte first, int depth, Field field, Places places, Optional<Transform> forced, ContentPlace place)
            throws JsonException {
        if (answer.cap().depth().isPresent() && depth >= answer.cap().depth().getAsLong()) {
            cursor.skipValue(depth);
            byte[] instead = answer.shortened().of(TOO_DEEP, room(depth, cursor.from() + 1));
            replace(cursor.from(), cursor.to(), "\"" + new String(instead, StandardCharsets.UTF_8) + "\"");
            answer.tally().truncated();
            return;
        }
        cursor.enter(depth);
        if (first == '{') {
            object(depth, places, forced, place);
        } else {
            array(depth, field, places, forced, place);
        }
    }

    private void object(int depth, Places places, Optional<Transform> forced, ContentPlace place) throws JsonException {
        var names = new MemberNames();
        var pair = new NameAndValue();
        int kept = cursor.at();
        if (cursor.peek() == '}') {
            cursor.expect('}');
            return;
        }
        boolean isFirst = true;
        boolean goesOn = true;
        while (goesOn) {
            cursor.peek();
            cursor.string();
            int nameFrom = cursor.from();
            int nameTo = cursor.to();
            KnownNames.Name name = name();
            ContentPlace at = place.member(name.text());
            Places below = places.member(name.text());
            if (at == ContentPlace.STRUCTURED) {
                below = below.and(start);
            }
            Optional<Transform> rule = stricter(stricter(forced, name.rule()), below.transform());
            cursor.expect(':');
            boolean isDropped = isDropped(rule);
            boolean isLeftOut = isDropped || isFull(depth, 0);
            String left = isLeftOut ? name.text() : names.unique(renamed(name));
            byte[] written = left.equals(name.text()) ? AS_IT_IS : escaped(left);
            if (isLeftOut || isFull(depth, written == AS_IT_IS ? 0 : written.length - (nameTo - nameFrom))) {
                cursor.peek();
                cursor.skipValue(depth + 1);
                dropped(isDropped);
                int end = cursor.at();
                goesOn = cursor.hasNext('}');
                cut(kept, end, isFirst && goesOn);
                continue;
            }
            boolean isChecked = at == ContentPlace.STRUCTURED && answer.hasOutputSchema();
            Mark member = isChecked ? mark(Math.max(kept, copied)) : Mark.NONE;
            pointer.member(depth, left);
            if (written != AS_IT_IS) {
                replace(nameFrom, nameTo, written);
            }
            Mark content = isChecked ? mark(cursor.at()) : Mark.NONE;
            if (place.isBlob(name.text()) && cursor.peek() == '"') {
                blob();
            } else {
                boolean isText = cursor.peek() == '"';
                value(depth + 1, pair.of(name), below, rule, at);
                if (isText && NameAndValue.isName(name.text())) {
                    pair.named(name());
                }
            }
            pointer.up(depth);
            if (isChecked && !fits(content)) {
                int end = cursor.at();
                goesOn = cursor.hasNext('}');
                back(member);
                cut(kept, end, isFirst && goesOn);
                continue;
            }
            kept = cursor.at();
            isFirst = false;
            goesOn = cursor.hasNext('}');
        }
    }

    private void dropped(boolean byRule) {
        if (byRule) {
            answer.tally().field(Transform.DROP);
        } else {
            answer.tally().truncated();
        }
    }

    /** Leaves out what ends here, with the comma before it, or behind it when nothing is before. */
    private void cut(int kept, int end, boolean takesComma) {
        flush(Math.max(kept, copied));
        copied = takesComma ? cursor.at() : end;
    }

    private static Optional<Transform> stricter(Optional<Transform> one, Optional<Transform> other) {
        if (one.isEmpty()) {
            return other;
        }
        return other.isEmpty() ? one : Optional.of(Transform.stricter(one.get(), other.get()));
    }

    private static boolean isDropped(Optional<Transform> rule) {
        return rule.isPresent() && rule.get().equals(Transform.DROP);
    }

    private KnownNames.Name name() {
        if (!cursor.isEscaped()) {
            return answer.names().of(json, cursor.from(), cursor.to());
        }
        byte[] decoded = cursor.decoded();
        return answer.names().of(decoded, 0, decoded.length);
    }

    private String renamed(KnownNames.Name name) {
        return name.isPlain() ? name.text() : answer.texts().name(name, here);
    }

    private static byte[] escaped(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return new Output(bytes.length + 16)
                .writeEscaped(bytes, 0, bytes.length)
                .toBytes();
    }

    /** How far the result was written, and the document copied, before a member that may go again. */
    private record Mark(int written, int copied) {
        static final Mark NONE = new Mark(0, 0);
    }

    private Mark mark(int until) {
        flush(until);
        return new Mark(out.size(), copied);
    }

    private void back(Mark mark) {
        out.shorten(mark.written());
        copied = mark.copied();
    }

    /** Whether structured content that was changed still is what the tool's output schema demands. */
    private boolean fits(Mark before) {
        flush(cursor.at());
        byte[] content = out.since(before.written());
        boolean isChanged = !Arrays.equals(content, 0, content.length, json, before.copied(), cursor.at());
        if (!isChanged || answer.fitsOutputSchema(content)) {
            return true;
        }
        answer.tally().misfit();
        texts.misfit(content);
        return false;
    }

    private void blob() throws JsonException {
        cursor.string();
        // What is short and can be base 64 can also be a key or a number. In an image something would be found by
        // chance.
        int length = cursor.to() - cursor.from();
        boolean isLeft = answer.keepsBlobs()
                && !isFull(0, 0)
                && ContentPlace.isBase64(json, cursor.from(), cursor.to())
                && (length > LONGEST_READ_BLOB
                        || TextRedaction.isUnchanged(
                                answer.texts().text(json, cursor.from(), cursor.to(), Field.NONE, here)));
        if (isLeft) {
            return;
        }
        if (cursor.to() > cursor.from()) {
            replace(cursor.from(), cursor.to(), "");
            answer.tally().changed();
        }
    }

    private void array(int depth, Field field, Places places, Optional<Transform> forced, ContentPlace place)
            throws JsonException {
        int kept = cursor.at();
        if (cursor.peek() == ']') {
            cursor.expect(']');
            endOfContent(place, false);
            return;
        }
        long mostRows = place == ContentPlace.CONTENT
                ? Long.MAX_VALUE
                : answer.cap().rows().orElse(Long.MAX_VALUE);
        boolean isFirst = true;
        boolean goesOn = true;
        int left = 0;
        for (int index = 0; goesOn; index++) {
            cursor.peek();
            Places below = places.item(index);
            Optional<Transform> rule = stricter(forced, below.transform());
            boolean isDropped = isDropped(rule);
            if (isDropped || index >= mostRows || isFull(depth, 0)) {
                cursor.skipValue(depth + 1);
                dropped(isDropped);
                int end = cursor.at();
                goesOn = cursor.hasNext(']');
                cut(kept, end, isFirst && goesOn);
                continue;
            }
            pointer.item(depth, left++);
            value(depth + 1, field, below, rule, place.item());
            pointer.up(depth);
            kept = cursor.at();
            isFirst = false;
            goesOn = cursor.hasNext(']');
        }
        endOfContent(place, !isFirst);
    }

    private void endOfContent(ContentPlace place, boolean hasBlocks) {
        if (place == ContentPlace.CONTENT) {
            flush(cursor.at());
            texts.contentEnds(out.size() - 1, hasBlocks);
        }
    }

    private void number(int depth, Field field, Optional<Transform> forced) {
        int length = cursor.to() - cursor.from();
        if (length > room(depth, cursor.from())) {
            replace(cursor.from(), cursor.to(), "0");
            answer.tally().truncated();
            return;
        }
        boolean isNothing = field == Field.NONE && length < SHORTEST_NUMBER
                || field.saysNothing() && PlainNumber.isSmall(json, cursor.from(), cursor.to());
        if (forced.isEmpty() && isNothing) {
            return;
        }
        byte[] made = forced.isPresent()
                ? answer.texts().numberField(json, cursor.from(), cursor.to(), forced.get())
                : answer.texts().number(json, cursor.from(), cursor.to(), field, here);
        if (!TextRedaction.isUnchanged(made)) {
            replace(cursor.from(), cursor.to(), made);
        }
    }

    /** As with numbers, what is left of a field that a rule is about is the least of its kind. */
    private void truth(Optional<Transform> forced) {
        if (forced.isPresent() && !forced.get().equals(Transform.KEEP)) {
            replace(cursor.from(), cursor.to(), "false");
            answer.tally().field(forced.get());
        }
    }

    private void string(int depth, Field field, Optional<Transform> forced, ContentPlace place) throws JsonException {
        int from = cursor.from();
        int to = cursor.to();
        byte[] text = json;
        int textFrom = from;
        int textTo = to;
        if (cursor.isEscaped()) {
            text = cursor.decoded();
            textFrom = 0;
            textTo = text.length;
        }
        byte[] redacted = opened.redacted(text, textFrom, textTo, field, forced);
        boolean isChanged = !TextRedaction.isUnchanged(redacted);
        long room = room(depth, from);
        if (isChanged || to - from > room) {
            byte[] whole = isChanged ? redacted : Arrays.copyOfRange(text, textFrom, textTo);
            flush(from);
            byte[] shortened = answer.shortened().of(whole, room);
            if (shortened != whole) {
                // How much a rule leaves depends on the length: of a part it would leave less the next time.
                shortened =
                        forced.isPresent() ? answer.shortened().of(whole, 0) : opened.settled(shortened, room, field);
            }
            out.writeEscaped(shortened, 0, shortened.length);
            copied = to;
            if (shortened != whole) {
                answer.tally().truncated();
            }
        }
        if (place == ContentPlace.TEXT && to > from) {
            texts.text();
        }
    }

    /** How many bytes of this string the cap leaves. */
    private long room(int depth, int from) {
        if (nested > 0 || answer.cap().bytes().isEmpty()) {
            return Long.MAX_VALUE;
        }
        return answer.cap().bytes().getAsLong() - (out.size() + from - copied) - RESERVE - depth;
    }
}
