package dev.tollgate.core.scan.person;

import dev.tollgate.core.scan.PersonalType;
import dev.tollgate.core.scan.Sink;

/**
 * Names in Japanese script. Words are not apart there, so that a name is looked for only in front of a word of respect, as
 * in {@code 田中太郎さん}, or behind a label, as in {@code 氏名：田中太郎}: a known surname of one to three characters, then at
 * most three characters of a given name.
 */
final class JapaneseNames {
    /** Bytes of a character of this script in UTF-8. */
    private static final int CHARACTER = 3;

    private static final int MOST_OF_SURNAME = 3;
    private static final int MOST_OF_GIVEN = 3;
    private static final int SURE = 85;
    private static final int LIKELY = 65;
    private static final int LEAST_KATAKANA = 3;

    private final NameWords words;

    JapaneseNames(NameWords words) {
        this.words = words;
    }

    /**
     * @param honorific where the word of respect begins
     * @param end the byte after it
     */
    void lookBefore(byte[] text, int from, int to, int honorific, int end, Sink sink) {
        int start = honorific;
        start -= start > from && text[start - 1] == ' ' ? 1 : 0;
        int nameEnd = start;
        int characters = 0;
        int best = -1;
        while (start - CHARACTER >= from
                && characters < MOST_OF_SURNAME + MOST_OF_GIVEN
                && isKanji(text, start - CHARACTER)) {
            start -= CHARACTER;
            characters++;
            int surname = surnameEnd(text, start, nameEnd);
            if (surname > start && nameEnd - surname <= MOST_OF_GIVEN * CHARACTER) {
                best = start;
            }
        }
        if (best >= 0) {
            sink.found(PersonalType.PERSON_NAME, best, nameEnd, SURE);
            return;
        }
        int katakana = nameEnd;
        while (katakana - CHARACTER >= from
                && nameEnd - katakana < 10 * CHARACTER
                && isKatakana(text, katakana - CHARACTER)) {
            katakana -= CHARACTER;
        }
        if (nameEnd - katakana >= LEAST_KATAKANA * CHARACTER) {
            sink.found(PersonalType.PERSON_NAME, katakana, nameEnd, LIKELY);
        }
    }

    /**
     * {@code 氏名：田中 太郎}
     *
     * @param end the byte after the label
     */
    void lookBehind(byte[] text, int to, int end, Sink sink) {
        int next = NameText.skipSpaces(text, end, to, 1);
        if (next < to && text[next] == ':') {
            next++;
        } else if (isCharacter(text, next, to, 0xEF, 0xBC, 0x9A) || isCharacter(text, next, to, 0xE3, 0x81, 0xAF)) {
            next += CHARACTER;
        } else {
            return;
        }
        next = NameText.skipSpaces(text, next, to, 2);
        next += isCharacter(text, next, to, 0xE3, 0x80, 0x80) ? CHARACTER : 0;
        int nameEnd = nameEnd(text, next, to);
        if (nameEnd > next) {
            sink.found(PersonalType.PERSON_NAME, next, nameEnd, SURE);
        }
    }

    /** The byte after the name that begins here; {@code at} when none does. */
    int nameEnd(byte[] text, int at, int to) {
        int surname = surnameEnd(text, at, to);
        if (surname == at) {
            return at;
        }
        int end = surname;
        if (end < to && text[end] == ' ' && isKanji(text, to, end + 1)) {
            end++;
        } else if (isCharacter(text, end, to, 0xE3, 0x80, 0x80)) {
            end += CHARACTER;
        }
        int given = 0;
        int next = end;
        while (given < MOST_OF_GIVEN && (isKanji(text, to, next) || given > 0 && isKatakana(text, to, next))) {
            next += CHARACTER;
            given++;
        }
        return given == 0 ? surname : next;
    }

    private int surnameEnd(byte[] text, int at, int to) {
        int end = at;
        int latest = Math.min(to, at + MOST_OF_SURNAME * CHARACTER);
        int found = at;
        while (end + CHARACTER <= latest && isKanji(text, end)) {
            end += CHARACTER;
            if ((words.kinds(text, at, end) & NameWords.SURNAME) != 0) {
                found = end;
            }
        }
        return found;
    }

    private static boolean isKanji(byte[] text, int to, int at) {
        return at + CHARACTER <= to && isKanji(text, at);
    }

    /** U+4E00 to U+9FFF, and U+3005, which repeats the one before. */
    private static boolean isKanji(byte[] text, int at) {
        int b = text[at] & 0xFF;
        return b >= 0xE4 && b <= 0xE9 || b == 0xE3 && text[at + 1] == (byte) 0x80 && text[at + 2] == (byte) 0x85;
    }

    private static boolean isKatakana(byte[] text, int to, int at) {
        return at + CHARACTER <= to && isKatakana(text, at);
    }

    /** U+30A1 to U+30FC. */
    private static boolean isKatakana(byte[] text, int at) {
        return text[at] == (byte) 0xE3
                && ((text[at + 1] & 0xFF) == 0x82 && (text[at + 2] & 0xFF) >= 0xA1 || (text[at + 1] & 0xFF) == 0x83);
    }

    private static boolean isCharacter(byte[] text, int at, int to, int first, int second, int third) {
        return at + CHARACTER <= to
                && (text[at] & 0xFF) == first
                && (text[at + 1] & 0xFF) == second
                && (text[at + 2] & 0xFF) == third;
    }
}
