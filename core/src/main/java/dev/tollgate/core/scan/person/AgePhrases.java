package dev.tollgate.core.scan.person;

import dev.tollgate.core.scan.ByteClass;
import dev.tollgate.core.scan.ResourceLines;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import static dev.tollgate.core.scan.ByteClass.isLetter;
import static dev.tollgate.core.scan.ByteClass.isStart;

/** What is said around ages, by where it stands, and there by the byte that is next to the number. */
final class AgePhrases {

    enum Place {
        /** Years of a person, behind the number. */
        AFTER,
        /** Years of whatever, of a person when {@link #HAS} stands before the number. */
        PERHAPS,
        HAS,
        /** In front of the number, in a sentence. */
        BEFORE,
        /** In front of a colon or an equals sign. */
        LABEL,
        /** Has an age and is no person. */
        THING
    }

    private final byte[][][][] byFirst = new byte[Place.values().length][256][0][];
    private final byte[][][][] byLast = new byte[Place.values().length][256][0][];

    private AgePhrases() {}

    static AgePhrases ofResource() {
        var phrases = new AgePhrases();
        ResourceLines.of(AgePhrases.class, "ages.txt").forEach(phrases::read);
        return phrases;
    }

    private void read(String line) {
        int colon = line.indexOf(':');
        int place =
                Place.valueOf(line.substring(0, colon).toUpperCase(Locale.ROOT)).ordinal();
        for (String words : line.substring(colon + 1).split(",")) {
            byte[] phrase = words.strip().getBytes(StandardCharsets.UTF_8);
            int first = phrase[0] & 0xFF;
            int last = phrase[phrase.length - 1] & 0xFF;
            byFirst[place][first] = with(byFirst[place][first], phrase);
            byLast[place][last] = with(byLast[place][last], phrase);
        }
    }

    private static byte[][] with(byte[][] some, byte[] more) {
        var all = new ArrayList<>(List.of(some));
        all.add(more);
        return all.toArray(byte[][]::new);
    }

    /** Whether such a phrase begins here and ends before {@code to}, not inside of a word. */
    boolean isAt(Place place, byte[] text, int at, int to) {
        if (at >= to) {
            return false;
        }
        for (byte[] phrase : byFirst[place.ordinal()][ByteClass.lower(text[at]) & 0xFF]) {
            int after = at + phrase.length;
            if (NameText.isAt(text, at, to, phrase)
                    && (after == to || phrase[phrase.length - 1] < 0 || !isLetter(text[after]))) {
                return true;
            }
        }
        return false;
    }

    /** Where such a phrase begins that ends before {@code end}; {@code end} when there is none. */
    int startBefore(Place place, byte[] text, int from, int end) {
        if (end <= from) {
            return end;
        }
        for (byte[] phrase : byLast[place.ordinal()][ByteClass.lower(text[end - 1]) & 0xFF]) {
            int at = end - phrase.length;
            if (at >= from && NameText.isAt(text, at, end, phrase) && isBegin(text, from, at)) {
                return at;
            }
        }
        return end;
    }

    private static boolean isBegin(byte[] text, int from, int at) {
        return isStart(text, from, at)
                && (at == from || text[at - 1] != '-' && text[at - 1] != '_' && text[at - 1] != '.');
    }
}
