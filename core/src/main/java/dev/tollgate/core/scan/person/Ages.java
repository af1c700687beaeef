package dev.tollgate.core.scan.person;

import dev.tollgate.core.scan.ByteClass;
import dev.tollgate.core.scan.PersonalType;
import dev.tollgate.core.scan.Sink;
import dev.tollgate.core.scan.person.AgePhrases.Place;

import static dev.tollgate.core.scan.ByteClass.isAlphanumeric;
import static dev.tollgate.core.scan.ByteClass.isDigit;
import static dev.tollgate.core.scan.ByteClass.isLetter;
import static dev.tollgate.core.scan.ByteClass.isStart;

/**
 * Ages of persons, 0 to 125 years. An age over 89 identifies (45 CFR 164.514(b)(2)(i)(C)), so that these have confidence 90;
 * a lower one has 75 in a field or behind a label, and 40 in running text, where profiles have to ask for it.
 */
public final class Ages {
    private static final int OLDEST = 125;
    private static final int MOST_DIGITS = 3;
    private static final int IDENTIFIES = 90;
    private static final int OVER_89 = 90;
    private static final int OVER_89_PERHAPS = 60;
    private static final int LABELLED = 75;
    private static final int IN_TEXT = 40;
    private static final int LONGEST_BEFORE = 28;

    private final AgePhrases phrases = AgePhrases.ofResource();

    /**
     * @param start of digits that no digit is beside of
     * @param end the byte after them
     */
    public void look(byte[] text, int from, int to, int start, int end, Sink sink) {
        if (end - start > MOST_DIGITS || isPart(text, from, to, start, end)) {
            return;
        }
        boolean isNext = end + 1 < to && (text[end] == ' ' || text[end] == '-' || isFirstOfAge(text[end]));
        if (isNext) {
            int next = text[end] == ' ' || text[end] == '-' ? end + 1 : end;
            boolean isSaid = phrases.isAt(Place.AFTER, text, next, to);
            if (isSaid || phrases.isAt(Place.PERHAPS, text, next, to) && hasBefore(text, from, start)) {
                if (!isOfThing(text, from, start)) {
                    found(text, start, end, IN_TEXT, isSaid ? OVER_89 : OVER_89_PERHAPS, sink);
                }
                return;
            }
        }
        if (start - from > 2
                && (isBetween(text[start - 1]) || isWideColon(text, from, start))
                && !isUnitAfter(text, to, end)) {
            lookBefore(text, from, start, end, sink);
        }
    }

    /** The whole value is an age, perhaps with {@code years} behind it. */
    public void lookField(byte[] text, int from, int to, Sink sink) {
        int end = from;
        while (end < to && end - from < 4 && isDigit(text[end])) {
            end++;
        }
        if (end > from && end - from <= 3 && (end == to || text[end] == ' ' || text[end] == 'y' || text[end] == '.')) {
            found(text, from, end, LABELLED, OVER_89, sink);
        }
    }

    private static void found(byte[] text, int start, int end, int confidence, int over89, Sink sink) {
        int age = 0;
        for (int i = start; i < end; i++) {
            age = age * 10 + text[i] - '0';
        }
        if (age <= OLDEST) {
            sink.found(PersonalType.AGE, start, end, age >= IDENTIFIES ? over89 : confidence);
        }
    }

    /** Of a longer number, a decimal, a version, a price. */
    private static boolean isPart(byte[] text, int from, int to, int start, int end) {
        if (start > from) {
            byte before = text[start - 1];
            if (before == '.'
                    || before == ','
                    || before == '/'
                    || before == '$'
                    || before == '+'
                    || before == '#'
                    || before == '-' && start - 1 > from && isAlphanumeric(text[start - 2])) {
                return true;
            }
        }
        return end + 1 < to
                        && (text[end] == '.' || text[end] == ',' || text[end] == '/' || text[end] == ':')
                        && isDigit(text[end + 1])
                || end < to && (text[end] == '%' || text[end] == '+');
    }

    private boolean hasBefore(byte[] text, int from, int start) {
        int end = start - 1;
        return end > from && text[end] == ' ' && phrases.startBefore(Place.HAS, text, from, end) < end;
    }

    /** {@code 93yo}, {@code 93F with}, {@code 93歳}. */
    private static boolean isFirstOfAge(byte b) {
        return b < 0 || b == 'y' || b == 'Y' || b == 'M' || b == 'F';
    }

    private static boolean isBetween(byte b) {
        return b == ' ' || b == ':' || b == '=' || b == '(' || b == '-';
    }

    private static boolean isWideColon(byte[] text, int from, int end) {
        return end - from >= 3
                && text[end - 1] == (byte) 0x9A
                && text[end - 2] == (byte) 0xBC
                && text[end - 3] == (byte) 0xEF;
    }

    /** {@code aged 93}, {@code Age: 93}. */
    private void lookBefore(byte[] text, int from, int start, int end, Sink sink) {
        int said = start;
        boolean isLabel = false;
        while (said > from && start - said < 4 && (isBetween(text[said - 1]) || text[said - 1] == '"')) {
            isLabel |= text[said - 1] == ':' || text[said - 1] == '=';
            said--;
        }
        if (isWideColon(text, from, said)) {
            isLabel = true;
            said -= 3;
        }
        int before = phrases.startBefore(Place.BEFORE, text, from, said);
        int label = isLabel ? phrases.startBefore(Place.LABEL, text, from, said) : said;
        if (Math.min(before, label) < said && !isOfThing(text, from, Math.min(before, label))) {
            found(text, start, end, isLabel ? LABELLED : IN_TEXT, OVER_89, sink);
        }
    }

    /** {@code cache age: 120}, {@code the house is 93 years old}. */
    private boolean isOfThing(byte[] text, int from, int at) {
        int earliest = Math.max(from, at - LONGEST_BEFORE);
        for (int i = at - 1; i >= earliest; i--) {
            if (text[i] == '\n'
                    || text[i] == ';'
                    || text[i] == ','
                    || (text[i] == '"' || text[i] == ':') && i < at - 1) {
                return false;
            }
            if (!isLetter(text[i]) || !isStart(text, from, i)) {
                continue;
            }
            if (phrases.isAt(Place.THING, text, i, at)) {
                return true;
            }
        }
        return false;
    }

    /** {@code age 120 ms}. */
    private static boolean isUnitAfter(byte[] text, int to, int end) {
        if (end == to) {
            return false;
        }
        byte next = text[end];
        if (isAlphanumeric(next)) {
            return !ByteClass.isMark(text, end, to);
        }
        int word = next == ' ' ? end + 1 : end;
        int wordEnd = NameText.lettersEnd(text, word, to);
        int length = wordEnd - word;
        return length > 0 && length <= 7 && (text[word] | 0x20) != 'y' && isUnit(text, word, wordEnd);
    }

    private static boolean isUnit(byte[] text, int from, int to) {
        int length = to - from;
        int first = text[from] | 0x20;
        return length <= 2
                        && (first == 's'
                                || first == 'm'
                                || first == 'h'
                                || first == 'd'
                                || first == 'g'
                                || first == 'k')
                || length >= 4
                        && (first == 'd' || first == 'h' || first == 's' || first == 'm' || first == 'b')
                        && (text[to - 1] | 0x20) == 's';
    }
}
