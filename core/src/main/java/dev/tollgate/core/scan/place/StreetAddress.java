package dev.tollgate.core.scan.place;

import dev.tollgate.core.scan.PersonalType;
import dev.tollgate.core.scan.Sink;
import dev.tollgate.core.scan.place.StreetWords.Kind;

import static dev.tollgate.core.scan.ByteClass.isAlphanumeric;
import static dev.tollgate.core.scan.ByteClass.isAsciiLetter;
import static dev.tollgate.core.scan.ByteClass.isDigit;
import static dev.tollgate.core.scan.ByteClass.isEnd;
import static dev.tollgate.core.scan.ByteClass.isLetter;
import static dev.tollgate.core.scan.ByteClass.isStart;

/**
 * Postal addresses around a house number, with the flat, the postal code and the town that directly follow. What a
 * finding's confidence says:
 *
 * <ul>
 *   <li>90: a street, a house number, and a postal code or a state
 *   <li>75: a street and a house number
 *   <li>40: a street behind what may be a year, or a word such as {@code Way} that streets and other things have. Profiles
 *       have to ask for these
 * </ul>
 */
public final class StreetAddress {
    private static final int WITH_TOWN = 90;
    private static final int STREET = 75;
    private static final int MAYBE = 40;
    private static final int MOST_WORDS = 5;
    private static final int LONGEST_NUMBER = 6;
    private static final int STATE_AND_CODE = 75;
    private static final int TOWN_AND_CODE = 65;

    private final StreetWords words = StreetWords.ofResource();
    private final AddressTail tail = new AddressTail(words);

    /**
     * @param start of a group of letters and digits with a digit
     * @param end the byte after it
     */
    public void look(byte[] text, int from, int to, int start, int end, Sink sink) {
        if (end - start > LONGEST_NUMBER) {
            return;
        }
        if (!isDigit(text[start])) {
            codeBehindTown(text, from, to, start, sink);
            return;
        }
        if (isWordAfter(text, to, end)
                && isHouseNumber(text, start, end)
                && numberFirst(text, from, to, start, end, sink)) {
            return;
        }
        if (isWordBefore(text, from, start) && isHouseNumber(text, start, end)) {
            streetFirst(text, from, to, start, end, sink);
        }
        if (end - start == 5) {
            codeBehindState(text, from, to, start, sink);
        }
    }

    /** Behind a space or a comma and a space. */
    private static boolean isWordAfter(byte[] text, int to, int end) {
        if (end + 3 >= to) {
            return false;
        }
        return text[end] == ' ' && isAlphanumeric(text[end + 1]) && !isLoneDigit(text, end + 1)
                || text[end] == ',' && text[end + 1] == ' ' && isLetter(text[end + 2]);
    }

    private static boolean isLoneDigit(byte[] text, int at) {
        return isDigit(text[at]) && text[at + 1] == ' ';
    }

    /** In front of a space, a comma or a dot. */
    private static boolean isWordBefore(byte[] text, int from, int start) {
        if (start - from < 5) {
            return false;
        }
        byte before = text[start - 2];
        return text[start - 1] == ' ' && (isLetter(before) || before == ',' || before == '.')
                || text[start - 1] == '.' && isLetter(before);
    }

    /** {@code 221B}, {@code 12}, {@code 12a}: digits, and perhaps one letter. */
    private static boolean isHouseNumber(byte[] text, int start, int end) {
        int digits = start;
        while (digits < end && isDigit(text[digits])) {
            digits++;
        }
        return digits - start <= 5 && end - digits <= 1 && (digits == end || text[digits] > 0);
    }

    /** {@code 221B Baker Street}, {@code 12 rue de la Paix}. */
    private boolean numberFirst(byte[] text, int from, int to, int start, int end, Sink sink) {
        if (start > from && (text[start - 1] == '.' || text[start - 1] == '$' || text[start - 1] == '/')) {
            return false;
        }
        int next = end + 1;
        next += text[end] == ',' && text[next] == ' ' ? 1 : 0;
        int wordEnd = AddressTail.lettersEnd(text, next, to);
        if (wordEnd - next == 3 && isRepeat(text, next) && wordEnd < to) {
            next = wordEnd + 1;
            wordEnd = AddressTail.lettersEnd(text, next, to);
        }
        if (next < to && isLetter(text[next]) && words.has(Kind.BETWEEN, text, next, wordEnd)) {
            int nameEnd = nameEnd(text, wordEnd, to);
            if (nameEnd > wordEnd) {
                found(text, start, nameEnd, to, isYear(text, start, end) ? MAYBE : STREET, sink);
                return true;
            }
        }
        return text[end] == ' ' && english(text, to, start, end, sink);
    }

    /** {@code bis} or {@code ter}. */
    private static boolean isRepeat(byte[] text, int at) {
        return text[at] == 'b' && text[at + 1] == 'i' && text[at + 2] == 's'
                || text[at] == 't' && text[at + 1] == 'e' && text[at + 2] == 'r';
    }

    private boolean english(byte[] text, int to, int start, int end, Sink sink) {
        int next = end + 1;
        for (int count = 0; count < MOST_WORDS && next < to; count++) {
            int wordEnd = wordEnd(text, next, to);
            boolean isOrdinal = isDigit(text[next]) && wordEnd - next <= 5 && !isDigit(text[wordEnd - 1]);
            if (wordEnd == next || !isOrdinal && !isAsciiCapital(text[next])) {
                return false;
            }
            if (count > 0 && isStreet(text, next, wordEnd)) {
                return foundBehind(text, to, start, end, next, wordEnd, sink);
            }
            if (count == 0 && words.has(Kind.NOT, text, next, wordEnd)) {
                return false;
            }
            next = wordEnd < to && text[wordEnd] == '.' ? wordEnd + 1 : wordEnd;
            if (next == to || text[next] != ' ') {
                return false;
            }
            next++;
        }
        return false;
    }

    private boolean isStreet(byte[] text, int from, int to) {
        return words.has(Kind.BEHIND, text, from, to) || words.has(Kind.PERHAPS_BEHIND, text, from, to);
    }

    private boolean foundBehind(byte[] text, int to, int start, int end, int word, int wordEnd, Sink sink) {
        boolean isSure = words.has(Kind.BEHIND, text, word, wordEnd) && !isYear(text, start, end);
        int streetEnd = wordEnd < to && text[wordEnd] == '.' && wordEnd - word <= 4 && !isSentence(text, wordEnd, to)
                ? wordEnd + 1
                : wordEnd;
        streetEnd = directionEnd(text, streetEnd, to);
        found(text, start, streetEnd, to, isSure ? STREET : MAYBE, sink);
        return true;
    }

    private static boolean isSentence(byte[] text, int dot, int to) {
        return dot + 1 == to || text[dot + 1] == '\n';
    }

    /** {@code NW} of {@code 1600 Pennsylvania Avenue NW}. */
    private static int directionEnd(byte[] text, int at, int to) {
        int end = at + 1;
        while (end < to
                && end - at < 4
                && (text[end] == 'N' || text[end] == 'E' || text[end] == 'S' || text[end] == 'W')) {
            end++;
        }
        return at < to && text[at] == ' ' && end - at > 1 && end - at < 4 && isEnd(text, to, end) ? end : at;
    }

    private static boolean isYear(byte[] text, int start, int end) {
        return end - start == 4
                && (text[start] == '1' && text[start + 1] == '9' || text[start] == '2' && text[start + 1] == '0');
    }

    /** Behind {@code rue}: small words, then words in capitals. */
    private int nameEnd(byte[] text, int at, int to) {
        int end = at;
        int next = at;
        for (int count = 0;
                count < MOST_WORDS && next < to && (text[next] == ' ' || text[next] == '\'' || text[next] == '-');
                count++) {
            int word = next + 1;
            int wordEnd = AddressTail.lettersEnd(text, word, to);
            boolean isCapital = AddressTail.isCapital(text, to, word);
            if (wordEnd == word || !isCapital && !words.has(Kind.PARTICLE, text, word, wordEnd)) {
                break;
            }
            end = isCapital ? wordEnd : end;
            next = wordEnd;
        }
        return end;
    }

    /** {@code Hauptstraße 12a}, {@code Calle Mayor, 5}, {@code P.O. Box 12}. */
    private void streetFirst(byte[] text, int from, int to, int start, int end, Sink sink) {
        int nameEnd = start - 1;
        while (nameEnd > from && start - nameEnd < 3 && (text[nameEnd - 1] == ',' || text[nameEnd - 1] == ' ')) {
            nameEnd--;
        }
        boolean isDotted = nameEnd > from && text[nameEnd - 1] == '.' || text[start - 1] == '.';
        int wordEnd = isDotted ? text[start - 1] == '.' ? start - 1 : nameEnd - 1 : nameEnd;
        int word = wordStart(text, from, wordEnd);
        if (wordEnd - word < 3 || wordEnd < nameEnd && wordEnd - word > 20) {
            return;
        }
        int numberEnd = numberEnd(text, end, to);
        if (isBox(text, from, word, wordEnd)) {
            sink.found(PersonalType.POSTAL_ADDRESS, boxStart(text, from, word), tail.townEnd(text, end, to), STREET);
            return;
        }
        int ending = endingStart(text, from, word, wordEnd, isDotted);
        if (ending < wordEnd) {
            boolean isSure = words.hasEnding(Kind.ENDING, text, word, wordEnd) && !isYear(text, start, end);
            found(text, ending, numberEnd, to, isSure ? STREET : MAYBE, sink);
            return;
        }
        if (!isDotted) {
            int before = beforeStart(text, from, word, wordEnd);
            if (before < word) {
                found(text, before, numberEnd, to, isYear(text, start, end) ? MAYBE : STREET, sink);
            }
        }
    }

    /** Where the street begins whose last word this is; its end when that is no street. */
    private int endingStart(byte[] text, int from, int word, int end, boolean isDotted) {
        boolean isStreet = AddressTail.isCapital(text, end, word)
                && (words.hasEnding(Kind.ENDING, text, word, end)
                        || words.hasEnding(Kind.PERHAPS_ENDING, text, word, end))
                && !words.has(Kind.NOT, text, word, end);
        boolean isShort = end - word >= 3 && text[end - 1] == 'r' && text[end - 2] == 't' && text[end - 3] == 's';
        if (!isStreet || isDotted != isShort) {
            return end;
        }
        boolean isAlone = words.has(Kind.ENDING, text, word, end) || words.has(Kind.PERHAPS_ENDING, text, word, end);
        if (!isAlone) {
            return word;
        }
        int start = word;
        int first = end;
        for (int i = 0; i < 3 && start - 2 > from && (text[start - 1] == ' ' || text[start - 1] == '-'); i++) {
            int previousEnd = start - 1;
            int previous = wordStart(text, from, previousEnd);
            boolean isCapital = AddressTail.isCapital(text, previousEnd, previous);
            if (previous == previousEnd || !isCapital && !words.has(Kind.PARTICLE, text, previous, previousEnd)) {
                break;
            }
            start = previous;
            first = isCapital ? previous : first;
        }
        return first;
    }

    /** Where {@code Calle} stands in front of this last word of a name; the word when there is none. */
    private int beforeStart(byte[] text, int from, int word, int end) {
        if (!AddressTail.isCapital(text, end, word) || isAsciiCapital(text[end - 1])) {
            return word;
        }
        int start = word;
        for (int i = 0;
                i < MOST_WORDS && start - 2 > from && (text[start - 1] == ' ' || text[start - 1] == '\'');
                i++) {
            int previousEnd = start - 1;
            previousEnd -= text[previousEnd - 1] == '.' ? 1 : 0;
            int previous = wordStart(text, from, previousEnd);
            if (previous == previousEnd) {
                return word;
            }
            boolean isCapital = AddressTail.isCapital(text, previousEnd, previous);
            boolean isType = words.has(isCapital ? Kind.BEFORE : Kind.SMALL_BEFORE, text, previous, previousEnd);
            if (isType) {
                return previous;
            }
            if (!isCapital && !words.has(Kind.PARTICLE, text, previous, previousEnd)) {
                return word;
            }
            start = previous;
        }
        return word;
    }

    private boolean isBox(byte[] text, int from, int word, int end) {
        if (words.has(Kind.BOX, text, word, end)) {
            return true;
        }
        boolean isWord = end - word == 3
                && (text[word] | 0x20) == 'b'
                && (text[word + 1] | 0x20) == 'o'
                && (text[word + 2] | 0x20) == 'x';
        return isWord && boxStart(text, from, word) < word;
    }

    /** Of {@code PO Box}, {@code P.O. Box}, {@code P. O. Box}. */
    private static int boxStart(byte[] text, int from, int word) {
        int at = word;
        int letters = 0;
        while (at > from && word - at < 6 && letters < 2) {
            byte b = text[at - 1];
            if (b != ' ' && b != '.' && (b | 0x20) != 'p' && (b | 0x20) != 'o') {
                break;
            }
            letters += isAsciiLetter(b) ? 1 : 0;
            at--;
        }
        return letters == 2 && (text[at] | 0x20) == 'p' && isStart(text, from, at) ? at : word;
    }

    /** {@code 5/7}, {@code 5-7}. */
    private static int numberEnd(byte[] text, int end, int to) {
        if (end + 1 >= to || text[end] != '/' && text[end] != '-' || !isDigit(text[end + 1])) {
            return end;
        }
        int next = end + 1;
        while (next < to && next - end < 6 && isAlphanumeric(text[next])) {
            next++;
        }
        return isEnd(text, to, next) ? next : end;
    }

    private void found(byte[] text, int start, int streetEnd, int to, int alone, Sink sink) {
        int end = tail.unitEnd(text, streetEnd, to);
        int townEnd = tail.townEnd(text, end, to);
        boolean hasTown = townEnd > end;
        if (!hasTown && streetEnd < to && text[streetEnd] == '_') {
            return;
        }
        sink.found(PersonalType.POSTAL_ADDRESS, start, townEnd, hasTown ? WITH_TOWN : alone);
    }

    /** {@code Springfield, IL 62704} */
    private void codeBehindState(byte[] text, int from, int to, int start, Sink sink) {
        if (start - 5 < from || text[start - 1] != ' ' || text[start - 4] != ' ' || text[start - 5] != ',') {
            return;
        }
        boolean isState = text[start - 3] >= 'A'
                && text[start - 3] <= 'Z'
                && text[start - 2] >= 'A'
                && text[start - 2] <= 'Z'
                && words.has(Kind.STATE, text, start - 3, start - 1);
        int end = PostalCodes.codeEnd(text, start, to);
        if (isState && end > start) {
            sink.found(PersonalType.POSTAL_CODE, start, end, STATE_AND_CODE);
        }
    }

    /** {@code London NW1 6XE}, {@code Toronto, ON M5V 2T6}. */
    private void codeBehindTown(byte[] text, int from, int to, int start, Sink sink) {
        if (start - from < 4 || text[start - 1] != ' ' || text[start - 2] != ',' && !isLetter(text[start - 2])) {
            return;
        }
        int end = PostalCodes.codeEnd(text, start, to);
        if (end - start < 6 || text[end - 4] != ' ') {
            return;
        }
        int townEnd = text[start - 2] == ',' ? start - 2 : start - 1;
        int town = wordStart(text, from, townEnd);
        boolean isState = townEnd - town == 2 && words.has(Kind.STATE, text, town, townEnd);
        int areaEnd = AddressTail.lettersEnd(text, start, end);
        boolean isTown = townEnd - town >= 4
                && AddressTail.isCapital(text, townEnd, town)
                && words.has(Kind.AREA, text, start, areaEnd);
        if (isState || isTown) {
            sink.found(PersonalType.POSTAL_CODE, start, end, TOWN_AND_CODE);
        }
    }

    /** The whole value of a field whose name says that it is an address. */
    public void lookField(byte[] text, int from, int to, Sink sink) {
        if (AddressField.isOne(text, from, to)) {
            sink.found(PersonalType.POSTAL_ADDRESS, from, to, 85);
        }
    }

    /** The whole value of a field of which that is likely only. */
    public void lookLikelyField(byte[] text, int from, int to, Sink sink) {
        if (AddressField.hasNumberAndWords(text, from, to)) {
            sink.found(PersonalType.POSTAL_ADDRESS, from, to, STREET);
        }
    }

    private static boolean isAsciiCapital(byte b) {
        return b >= 'A' && b <= 'Z';
    }

    private static int wordEnd(byte[] text, int at, int to) {
        int end = at;
        int latest = Math.min(to, at + 24);
        while (end < latest && (isAlphanumeric(text[end]) || text[end] == '\'' || text[end] == '-')) {
            end++;
        }
        return end;
    }

    private static int wordStart(byte[] text, int from, int end) {
        int start = end;
        int earliest = Math.max(from, end - 40);
        while (start > earliest && isLetter(text[start - 1])) {
            start--;
        }
        return start;
    }
}
