package dev.tollgate.core.scan.place;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Words of which addresses are made, by what they do there. */
final class StreetWords {
    private static final int LONGEST = 24;
    private static final int LONGEST_NAME = 48;

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

    private final Map<Kind, Set<String>> words = new EnumMap<>(Kind.class);

    private StreetWords() {
        for (Kind kind : Kind.values()) {
            words.put(kind, new HashSet<>());
        }
    }

    static StreetWords ofResource() {
        var words = new StreetWords();
        try (InputStream lines = StreetWords.class.getResourceAsStream("streets.txt")) {
            new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(words::read);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return words;
    }

    private void read(String line) {
        int colon = line.indexOf(':');
        Kind kind = Kind.valueOf(line.substring(0, colon).toUpperCase(Locale.ROOT));
        words.get(kind).addAll(List.of(line.substring(colon + 1).strip().split(" ")));
    }

    /** In any case. */
    boolean has(Kind kind, byte[] text, int from, int to) {
        return to > from && to - from <= LONGEST && words.get(kind).contains(word(text, from, to));
    }

    /** Whether the word is one of these, or ends with one behind at least two letters. */
    boolean hasEnding(Kind kind, byte[] text, int from, int to) {
        if (to - from > LONGEST_NAME || to - from < 3) {
            return false;
        }
        String word = word(text, from, to);
        for (int start = 0; start < word.length() - 2; start++) {
            if (start != 1 && words.get(kind).contains(word.substring(start))) {
                return true;
            }
        }
        return false;
    }

    private static String word(byte[] text, int from, int to) {
        return new String(text, from, to - from, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
    }
}
