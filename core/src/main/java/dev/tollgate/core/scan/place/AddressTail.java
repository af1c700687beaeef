package dev.tollgate.core.scan.place;

import dev.tollgate.core.scan.place.StreetWords.Kind;

import static dev.tollgate.core.scan.ByteClass.isAlphanumeric;
import static dev.tollgate.core.scan.ByteClass.isDigit;
import static dev.tollgate.core.scan.ByteClass.isEnd;
import static dev.tollgate.core.scan.ByteClass.isLetter;

/** What follows a street and a house number: a flat, a postal code and a town, a town and a state. */
final class AddressTail {
    private static final int LONGEST_GAP = 4;
    private static final int MOST_TOWN_WORDS = 4;
    private static final int LONGEST_UNIT = 6;

    private final StreetWords words;

    AddressTail(StreetWords words) {
        this.words = words;
    }

    /** {@code , Apt 4B}, {@code , 3º B}; {@code at} when there is none. */
    int unitEnd(byte[] text, int at, int to) {
        int next = gapEnd(text, at, to);
        if (next < to && text[next] == '#') {
            return unitNumberEnd(text, next + 1, to, at);
        }
        int digits = digitsEnd(text, next, to);
        boolean isFloor =
                next > at && digits > next && digits - next <= 2 && digits + 1 < to && text[digits] == (byte) 0xC2;
        if (isFloor) {
            int end = digits + 2;
            boolean isDoor =
                    end + 1 < to && text[end] == ' ' && isAlphanumeric(text[end + 1]) && isEnd(text, to, end + 2);
            return isDoor ? end + 2 : end;
        }
        int wordEnd = lettersEnd(text, next, to);
        if (next == at || !words.has(Kind.UNIT, text, next, wordEnd)) {
            return at;
        }
        int number = wordEnd < to && text[wordEnd] == '.' ? wordEnd + 1 : wordEnd;
        number += number < to && text[number] == ' ' ? 1 : 0;
        return number > wordEnd ? unitNumberEnd(text, number, to, at) : at;
    }

    private static int unitNumberEnd(byte[] text, int number, int to, int none) {
        int end = number;
        boolean hasDigit = false;
        while (end < to && end - number <= LONGEST_UNIT && isAlphanumeric(text[end])) {
            hasDigit |= isDigit(text[end]);
            end++;
        }
        boolean isUnit = end > number && end - number <= LONGEST_UNIT && (hasDigit || end - number == 1);
        return isUnit ? end : none;
    }

    /** {@code , 10115 Berlin}, {@code , Springfield, IL 62704}, {@code , London NW1 6XE}; {@code at} when there is none. */
    int townEnd(byte[] text, int at, int to) {
        int next = gapEnd(text, at, to);
        if (next == at) {
            return at;
        }
        int code = codeStart(text, next, to);
        int codeEnd = PostalCodes.codeEnd(text, code, to);
        if (codeEnd > code && codeEnd < to && text[codeEnd] == ' ') {
            int townEnd = wordsEnd(text, codeEnd + 1, to);
            return townEnd > codeEnd + 1 ? townEnd : codeEnd;
        }
        return codeEndBehindTown(text, at, next, to);
    }

    private int codeEndBehindTown(byte[] text, int none, int town, int to) {
        int end = town;
        for (int i = 0; i < MOST_TOWN_WORDS && isCapital(text, to, end); i++) {
            int wordEnd = lettersEnd(text, end, to);
            int next = gapEnd(text, wordEnd, to);
            int stateEnd = lettersEnd(text, next, to);
            boolean isState = stateEnd - next >= 2 && text[next] < 'a' && words.has(Kind.STATE, text, next, stateEnd);
            int code = isState || isBrazilian(text, next, stateEnd, to) ? gapEnd(text, stateEnd, to) : next;
            int codeEnd = PostalCodes.codeEnd(text, code, to);
            if (codeEnd > code && (isState || codeEnd - code >= 5)) {
                return codeEnd;
            }
            if (next == wordEnd || text[wordEnd] != ' ' && !isState) {
                return isState ? stateEnd : none;
            }
            if (isState && i > 0) {
                return stateEnd;
            }
            end = next;
        }
        return none;
    }

    /** {@code São Paulo - SP, 01305-000} */
    private static boolean isBrazilian(byte[] text, int state, int end, int to) {
        return end - state == 2 && text[state - 1] == ' ' && text[state - 2] == '-' && end < to && text[end] == ',';
    }

    /** {@code D-10115} */
    private static int codeStart(byte[] text, int at, int to) {
        int letters = lettersEnd(text, at, to);
        boolean isCountry = letters > at
                && letters - at <= 2
                && letters + 1 < to
                && text[letters] == '-'
                && isDigit(text[letters + 1]);
        return isCountry ? letters + 1 : at;
    }

    /** Of a town's name: {@code Frankfurt am Main}, {@code Saint-Denis}. */
    private int wordsEnd(byte[] text, int at, int to) {
        int end = at;
        int next = at;
        for (int i = 0; i < MOST_TOWN_WORDS && next < to; i++) {
            int wordEnd = lettersEnd(text, next, to);
            boolean isCapital = isCapital(text, to, next);
            if (wordEnd == next || !isCapital && (i == 0 || !words.has(Kind.PARTICLE, text, next, wordEnd))) {
                break;
            }
            end = isCapital ? wordEnd : end;
            if (wordEnd == to || text[wordEnd] != ' ' && text[wordEnd] != '-') {
                break;
            }
            next = wordEnd + 1;
        }
        return end;
    }

    static int gapEnd(byte[] text, int at, int to) {
        int end = at;
        while (end < to && end - at < LONGEST_GAP && isGap(text[end])) {
            end++;
        }
        return end;
    }

    private static boolean isGap(byte b) {
        return b == ' ' || b == ',' || b == '\n' || b == '\r' || b == '-';
    }

    static int lettersEnd(byte[] text, int at, int to) {
        int end = at;
        int latest = Math.min(to, at + 40);
        while (end < latest && isLetter(text[end])) {
            end++;
        }
        return end;
    }

    private static int digitsEnd(byte[] text, int at, int to) {
        int end = at;
        while (end < to && end - at < 6 && isDigit(text[end])) {
            end++;
        }
        return end;
    }

    /** A capital of ASCII, or a letter beyond it. */
    static boolean isCapital(byte[] text, int to, int at) {
        return at < to && (text[at] < 0 || text[at] >= 'A' && text[at] <= 'Z');
    }
}
