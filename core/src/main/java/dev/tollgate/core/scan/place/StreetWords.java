package dev.tollgate.core.scan.place;

import dev.tollgate.core.scan.ResourceLines;
import dev.tollgate.core.scan.WordKinds;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Words of which addresses are made, by what they do there. */
final class StreetWords {
    private static final int LONGEST = 24;
    private static final int SHORTEST_ENDING = 3;
    private static final int LONGEST_ENDING = 12;
    private static final int MOST_WORDS = 1_000;

    enum Kind {
        /** Behind a house number and a name: {@code 12 Baker Street}. */
        BEHIND,
        /** The same, but ordinary words as well, so that a town must follow: {@code 12 Station Way}. */
        PERHAPS_BEHIND,
        /** Between a house number and a name: {@code 12 rue de la Paix}. */
        BETWEEN,
        /** In front of a name and a house number: {@code Calle Mayor 5}. */
        BEFORE,
        /** Those of them that are written in small letters too: {@code ul. Długa 5}. */
        SMALL_BEFORE,
        /** At the end of a name in front of a house number: {@code Hauptstraße 5}, {@code Lange Straße 5}. */
        ENDING,
        /** The same, but ends of ordinary words as well, so that a town must follow: {@code Kaiserring 5}. */
        PERHAPS_ENDING,
        /** Small words inside of names: {@code de la}. */
        PARTICLE,
        /** Alone in front of a number: {@code Postfach 12}. */
        BOX,
        /** In front of a second number: {@code Apt 4}. */
        UNIT,
        /** States and provinces, in capitals. */
        STATE,
        /** Letters with which British postal codes begin. */
        AREA,
        /** What looks like the name of a street and is none: {@code Wall Street}. */
        NOT
    }

    private final WordKinds words = new WordKinds(MOST_WORDS);

    private StreetWords() {}

    static StreetWords ofResource() {
        var words = new StreetWords();
        ResourceLines.of(StreetWords.class, "streets.txt").forEach(words::read);
        return words;
    }

    private void read(String line) {
        int colon = line.indexOf(':');
        Kind kind = Kind.valueOf(line.substring(0, colon).toUpperCase(Locale.ROOT));
        for (String word : line.substring(colon + 1).strip().split(" ")) {
            words.add(word.getBytes(StandardCharsets.UTF_8), 1 << kind.ordinal());
        }
    }

    /** In any case. */
    boolean has(Kind kind, byte[] text, int from, int to) {
        return to > from && to - from <= LONGEST && (words.of(text, from, to) & 1 << kind.ordinal()) != 0;
    }

    /** Whether the word is one of these, or ends with one behind at least two letters. */
    boolean hasEnding(Kind kind, byte[] text, int from, int to) {
        int earliest = Math.max(from, to - LONGEST_ENDING);
        for (int start = earliest; start <= to - SHORTEST_ENDING; start++) {
            if (start != from + 1 && has(kind, text, start, to)) {
                return true;
            }
        }
        return false;
    }
}
