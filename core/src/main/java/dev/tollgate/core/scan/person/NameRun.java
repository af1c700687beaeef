package dev.tollgate.core.scan.person;

import java.nio.charset.StandardCharsets;

import static dev.tollgate.core.scan.ByteClass.isEnd;

/**
 * Words in capitals one behind the other that could be one name.
 *
 * @param end the byte after the last
 * @param count of words, without initials and words such as {@code von}
 * @param first kinds of the first of them
 * @param last kinds of the last of them; of the only one, when there is one
 * @param known how many are names in a dictionary and nothing else
 * @param weak how many are names in a dictionary, and ordinary words or places
 * @param ordinary how many are ordinary words and no names
 * @param isThing whether a word behind it says that it is a thing or a firm
 * @param goesOn whether more words in capitals stand behind it
 */
record NameRun(
        int end, int count, int first, int last, int known, int weak, int ordinary, boolean isThing, boolean goesOn) {
    private static final int NAME = NameWords.GIVEN | NameWords.SURNAME;
    private static final int MOST_WORDS = 5;
    private static final byte[][] PARTICLES = particles(
            "van der ",
            "van den ",
            "van de ",
            "van ",
            "von der ",
            "von dem ",
            "von ",
            "vom ",
            "zu ",
            "de la ",
            "de las ",
            "de los ",
            "de ",
            "del ",
            "della ",
            "di ",
            "da ",
            "dos ",
            "das ",
            "do ",
            "du ",
            "des ",
            "le ",
            "la ",
            "bin ",
            "ibn ",
            "el ",
            "al-",
            "ten ",
            "ter ",
            "d'",
            "y ",
            "e ");

    /** @param at where the first word begins */
    static NameRun read(NameWords words, byte[] text, int at, int to) {
        int end = at;
        int count = 0;
        int first = 0;
        int last = 0;
        int known = 0;
        int weak = 0;
        int ordinary = 0;
        int unknown = 0;
        boolean isThing = false;
        boolean goesOn = false;
        int next = at;
        while (NameText.isCapital(text, to, next)) {
            int wordEnd = NameText.wordEnd(text, next, to);
            int letters = NameText.lettersEnd(text, next, to);
            if (isInitial(text, next, wordEnd, to) && count < MOST_WORDS) {
                int after = wordEnd < to && text[wordEnd] == '.' ? wordEnd + 1 : wordEnd;
                if (after == to || text[after] != ' ' && !NameText.isCapital(text, to, after)) {
                    end = count > 0 ? after : end;
                    break;
                }
                next = text[after] == ' ' ? after + 1 : after;
                continue;
            }
            int kinds = kinds(words, text, next, letters, wordEnd);
            boolean isName = (kinds & NAME) != 0;
            boolean isOrdinary = (kinds & NameWords.ORDINARY) != 0;
            boolean isOther = !isName && (isOrdinary || (kinds & NameWords.THING) != 0);
            isThing |= (kinds & NameWords.THING) != 0 && count > 0;
            boolean isCode =
                    !isEnd(text, to, wordEnd) || wordEnd < to && (text[wordEnd] == '_' || text[wordEnd] == '/');
            boolean isAbbreviation = !isName
                    && count > 0
                    && NameText.isShouted(text, next, wordEnd)
                    && !NameText.isShouted(text, at, NameText.lettersEnd(text, at, to));
            if (count == MOST_WORDS
                    || isCode
                    || unknown > 0 && count > 1 && !isName
                    || isAbbreviation
                    || isOther && count > 0) {
                goesOn = !isAbbreviation;
                break;
            }
            first = count == 0 ? kinds : first;
            last = kinds;
            count++;
            known += isName && !isOrdinary ? 1 : 0;
            weak += isName && isOrdinary ? 1 : 0;
            ordinary += isOther ? 1 : 0;
            unknown += kinds == 0 ? 1 : 0;
            end = wordEnd;
            if (end == to || text[end] != ' ') {
                break;
            }
            next = afterParticles(text, end + 1, to);
        }
        return new NameRun(end, count, first, last, known, weak, ordinary, isThing, goesOn);
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** A given name that is nothing else, then a surname. */
    boolean isGivenAndSurname() {
        return count >= 2 && isGiven() && (last & NameWords.SURNAME) != 0;
    }

    boolean isGiven() {
        return (first & NameWords.GIVEN) != 0;
    }

    boolean isOrdinaryFirst() {
        return (first & NameWords.ORDINARY) != 0;
    }

    boolean isOrdinaryLast() {
        return (last & NameWords.ORDINARY) != 0;
    }

    /** {@code J} of {@code John J. Smith}. */
    private static boolean isInitial(byte[] text, int at, int end, int to) {
        int length = end - at;
        return (length == 1 || length == 2 && text[at] < 0) && (end == to || text[end] == '.' || text[end] == ' ');
    }

    /** Of the first part of a double name; of {@code Neil} in {@code O'Neil}. */
    private static int kinds(NameWords words, byte[] text, int at, int letters, int end) {
        int kinds = words.kinds(text, at, letters);
        if ((kinds & NAME) != 0 || letters == end) {
            return kinds;
        }
        int second = letters;
        while (second < end && !NameText.isCapital(text, end, second)) {
            second++;
        }
        return words.kinds(text, second, NameText.lettersEnd(text, second, end));
    }

    private static int afterParticles(byte[] text, int at, int to) {
        if (at == to || text[at] < 'a' || text[at] > 'z') {
            return at;
        }
        for (byte[] particle : PARTICLES) {
            int after = at + particle.length;
            if (NameText.isAt(text, at, to, particle)
                    && text[at] == particle[0]
                    && NameText.isCapital(text, to, after)) {
                return after;
            }
        }
        return at;
    }

    private static byte[][] particles(String... particles) {
        var bytes = new byte[particles.length][];
        for (int i = 0; i < particles.length; i++) {
            bytes[i] = particles[i].getBytes(StandardCharsets.UTF_8);
        }
        return bytes;
    }
}
