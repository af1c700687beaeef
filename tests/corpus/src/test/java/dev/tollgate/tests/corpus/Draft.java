package dev.tollgate.tests.corpus;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** A text that is being written, with the marks of what was put into it. */
final class Draft {
    private final StringBuilder text = new StringBuilder();
    private final List<Mark> marks = new ArrayList<>();
    private boolean hasInjection;

    Draft add(String plain) {
        text.append(plain);
        return this;
    }

    Draft add(Mark.Sort sort, String name, String value) {
        int from = text.length();
        text.append(value);
        if (!value.isEmpty()) {
            marks.add(new Mark(sort, name, from, text.length()));
        }
        return this;
    }

    Draft injection(String value) {
        text.append(value);
        hasInjection = true;
        return this;
    }

    Draft add(Draft other) {
        return add(other, Character::toString);
    }

    /** @param escape what stands for a character of the other draft, such as its JSON escape */
    Draft add(Draft other, IntFunction<String> escape) {
        var places = new int[other.text.length() + 1];
        for (int i = 0; i < other.text.length(); i++) {
            places[i] = text.length();
            text.append(escape.apply(other.text.charAt(i)));
        }
        places[other.text.length()] = text.length();
        other.marks.forEach(mark -> marks.add(mark.at(places[mark.from()], places[mark.to()])));
        hasInjection |= other.hasInjection;
        return this;
    }

    /** A string of JSON with its quotes. */
    Draft addQuoted(Draft other) {
        return add("\"").add(other, Draft::escaped).add("\"");
    }

    static Draft of(String plain) {
        return new Draft().add(plain);
    }

    /** The character in a string of JSON. */
    static String escaped(int character) {
        return switch (character) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\t' -> "\\t";
            case '\r' -> "\\r";
            default ->
                character < 0x20
                        ? "\\u00" + Character.forDigit(character >> 4, 16) + Character.forDigit(character & 15, 16)
                        : Character.toString(character);
        };
    }

    boolean hasInjection() {
        return hasInjection;
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    String text() {
        return text.toString();
    }

    List<Mark> marks() {
        return List.copyOf(marks);
    }

    /** The marks in bytes of UTF-8. */
    List<Mark> byteMarks() {
        var offsets = new int[text.length() + 1];
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            offsets[i] = bytes;
            char c = text.charAt(i);
            // The two halves of a pair make four bytes together.
            bytes += Character.isSurrogate(c) ? 2 : c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
        }
        offsets[text.length()] = bytes;
        if (bytes != text.toString().getBytes(StandardCharsets.UTF_8).length) {
            throw new IllegalStateException("half of a surrogate pair");
        }
        return marks.stream()
                .map(mark -> mark.at(offsets[mark.from()], offsets[mark.to()]))
                .toList();
    }
}
