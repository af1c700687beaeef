package dev.tollgate.core.scan.person;

import dev.tollgate.core.scan.PersonalType;
import dev.tollgate.core.scan.ResourceLines;
import dev.tollgate.core.scan.Sink;
import dev.tollgate.core.scan.WordDetector;
import java.nio.charset.StandardCharsets;
import java.util.List;

import static dev.tollgate.core.scan.ByteClass.isAlphanumeric;
import static dev.tollgate.core.scan.ByteClass.isDigit;
import static dev.tollgate.core.scan.ByteClass.isLetter;

/** Dates of birth: dates in a field or behind a word that says so. Any other date is nobody's. */
public final class BirthDates implements WordDetector {
    private static final int CONFIDENCE = 90;
    /** How far a word reaches, in bytes, and how many words may stand between: {@code born in Bonn on 3 May 1980}. */
    private static final int REACH = 48;

    private static final int WORDS_BETWEEN = 4;

    private final List<String> words = ResourceLines.of(BirthDates.class, "births.txt");
    private final int[] lengths = words.stream()
            .mapToInt(word -> word.getBytes(StandardCharsets.UTF_8).length)
            .toArray();
    private final CalendarDate date = CalendarDate.ofResource();

    @Override
    public List<String> words() {
        return words;
    }

    @Override
    public void look(byte[] text, int from, int to, int word, int end, Sink sink) {
        int start = end - lengths[word];
        boolean isInside =
                start > from && isAlphanumeric(text[start]) && text[start] >= 0 && isAlphanumeric(text[start - 1])
                        || end < to && text[end - 1] >= 0 && isLetter(text[end - 1]) && isLetter(text[end]);
        if (isInside) {
            return;
        }
        int latest = Math.min(to, end + REACH);
        int between = 0;
        boolean wasWord = false;
        for (int at = end; at < latest; at++) {
            byte b = text[at];
            boolean isWord = isAlphanumeric(b);
            if (isWord && (!wasWord || isDigit(b) && text[at - 1] < 0 || b < 0 && isKanji(b))) {
                int dateEnd = date.end(text, at, to);
                if (dateEnd > at) {
                    sink.found(PersonalType.DATE_OF_BIRTH, at, dateEnd, CONFIDENCE);
                    return;
                }
                between += wasWord ? 0 : 1;
                if (isDigit(b) || between > WORDS_BETWEEN) {
                    return;
                }
            }
            boolean isEnd = b == ';'
                    || b == ',' && between > 0
                    || b == '{'
                    || b == '}'
                    || b == '.' && at + 1 < to && text[at + 1] == ' ' && wasWord && at - end > 6;
            if (isEnd) {
                return;
            }
            wasWord = isWord;
        }
    }

    /** The whole value is a date, perhaps with a time behind it. */
    public void lookField(byte[] text, int from, int to, Sink sink) {
        int start = NameText.skipSpaces(text, from, to, 2);
        int end = date.end(text, start, to);
        if (end > start) {
            sink.found(PersonalType.DATE_OF_BIRTH, start, end, CONFIDENCE);
        }
    }

    private static boolean isKanji(byte b) {
        int first = b & 0xFF;
        return first >= 0xE4 && first <= 0xE9;
    }
}
