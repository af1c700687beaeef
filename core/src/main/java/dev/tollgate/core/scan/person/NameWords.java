package dev.tollgate.core.scan.person;

import dev.tollgate.core.scan.ResourceLines;
import dev.tollgate.core.scan.WordKinds;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What single words say about names: whether they are given names or surnames, and whether names stand behind or around
 * them.
 */
public final class NameWords {
    /** A given name. */
    public static final int GIVEN = 1;
    /** A surname. */
    public static final int SURNAME = 2;
    /** An ordinary word or a place, whatever else it is: {@code Will}, {@code May}, {@code Paris}. */
    public static final int ORDINARY = 4;
    /** A name stands behind it: {@code Mr}, {@code Frau}. */
    public static final int TITLE = 8;
    /** A name stands behind it and ends with a comma: {@code Dear}. */
    public static final int GREETING = 16;
    /** With a colon, a person's name stands behind it: {@code Patient}. */
    public static final int LABEL = 32;
    /** With a colon, some name stands behind it, a person's or a thing's: {@code Name}. */
    public static final int VAGUE = 64;
    /** With it a name is no person's: {@code Street}, {@code GmbH}, {@code Hotel}. */
    public static final int THING = 128;

    /** In a resource alone: not {@link #ORDINARY} after all. */
    private static final int STRONG = 256;

    private static final List<String> RESOURCES = List.of("names.txt", "words.txt");

    private final WordKinds words;

    private NameWords(int words) {
        this.words = new WordKinds(words);
    }

    /** The dictionaries of this package. */
    public static NameWords ofResources() {
        var lines = new ArrayList<String>();
        RESOURCES.forEach(resource -> lines.addAll(ResourceLines.of(NameWords.class, resource)));
        int count = lines.stream().mapToInt(line -> line.split(" ").length).sum();
        var words = new NameWords(count);
        lines.forEach(words::read);
        return words;
    }

    /** A line is kinds, a colon and words: {@code weak given: April May}. */
    private void read(String line) {
        int colon = line.indexOf(':');
        int kind = 0;
        for (String name : line.substring(0, colon).split(" ")) {
            kind |= kind(name);
        }
        for (String word : line.substring(colon + 1).strip().split(" ")) {
            add(word.getBytes(StandardCharsets.UTF_8), kind);
        }
    }

    private static int kind(String name) {
        return switch (name) {
            case "given" -> GIVEN;
            case "surname" -> SURNAME;
            case "both" -> GIVEN | SURNAME;
            case "weak", "ordinary" -> ORDINARY;
            case "title" -> TITLE;
            case "greeting" -> GREETING;
            case "label" -> LABEL;
            case "strong" -> STRONG;
            case "vague" -> VAGUE;
            case "thing" -> THING;
            default -> throw new IllegalArgumentException("no kind of words: " + name);
        };
    }

    private void add(byte[] word, int kind) {
        if (kind == STRONG) {
            words.remove(word, ORDINARY);
        } else {
            words.add(word, kind);
        }
    }

    /** The kinds of a word in any case, or 0. */
    public int kinds(byte[] text, int from, int to) {
        return words.of(text, from, to);
    }

    /** See {@link WordKinds#wordAt}. */
    long wordAt(byte[] text, int at, int to) {
        return words.wordAt(text, at, to);
    }
}
