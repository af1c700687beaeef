package dev.tollgate.core.scan.injection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The phrases of {@code phrases.txt}. A line {@code @name = words} gives a name to words that may stand for each other; a
 * line {@code KIND weight: elements} is a phrase. Its elements are words and names; {@code ~3} lets up to three other words
 * stand between two, {@code ?} after one says that it may be missing, and {@code !} that its words are what the scanner waits
 * for. The words after {@code |} are waited for instead, where no element is rare enough. {@code ^} in front of one says that
 * its clause begins with it, {@code ,} behind it that a pause follows. A word that ends with {@code *} is a stem.
 *
 * <p>A phrase that nothing waits for is found near others only.
 */
final class PhraseBook {
    /** Of a phrase with everything that may stand between its words. */
    private static final int LONGEST = 26;

    private static final String COMMA = "\u0000";
    private static final String SLASH = "\u0001";

    /** Kinds of words that are told by their form. */
    static final int URL = 0;

    static final int MAIL = 1;
    static final int IDENTIFIER = 2;
    private static final List<String> FORMS = List.of("@URL", "@MAIL", "@IDENTIFIER");

    /** Words that make what follows a description and no command, and those that turn it round. */
    static final String DESCRIBES = "@describes";

    static final String NEGATES = "@negates";

    /** People take back what they said themselves. */
    static final String MINE = "@mine";

    /**
     * @param gap words that may stand in front of it
     * @param begins whether nothing may stand in front of it in its clause
     * @param pauses whether a comma, a colon or a dash must follow it
     */
    record Element(int slot, int gap, boolean isOptional, boolean begins, boolean pauses) {}

    /** @param number its place among all */
    record Phrase(SignKind kind, int weight, Element[] elements, int number) {}

    static PhraseBook read() {
        return new PhraseBook(Stream.of("phrases.txt", "grammar.txt", "techniques.txt")
                .map(Resource::lines)
                .flatMap(List::stream)
                .toList());
    }

    private int longest;
    private final Map<String, Set<String>> named = new LinkedHashMap<>();
    private final Map<String, Integer> slots = new LinkedHashMap<>();
    private final List<Phrase> phrases = new ArrayList<>();
    private final Set<String> anchors = new LinkedHashSet<>();
    private final Vocabulary vocabulary;
    private final int[][] slotsOf;
    private final Phrase[][] startingWith;

    PhraseBook(List<String> lines) {
        FORMS.forEach(this::slot);
        slot(DESCRIBES);
        slot(NEGATES);
        slot(MINE);
        for (String line : lines) {
            if (line.startsWith("@")) {
                int equals = line.indexOf('=');
                named.computeIfAbsent(line.substring(0, equals).strip(), name -> new LinkedHashSet<>())
                        .addAll(words(line.substring(equals + 1)));
            }
        }
        for (String line : lines) {
            if (!line.startsWith("@")) {
                phrases.add(phrase(line));
            }
        }
        var all = new LinkedHashSet<String>();
        slots.keySet().forEach(slot -> all.addAll(wordsOf(slot)));
        this.vocabulary = new Vocabulary(all);
        this.slotsOf = slotsOf();
        this.startingWith = startingWith();
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(" ")).filter(word -> !word.isBlank()).toList();
    }

    private Phrase phrase(String line) {
        int colon = line.indexOf(':');
        List<String> head = words(line.substring(0, colon));
        int bar = line.indexOf('|', colon);
        if (bar >= 0) {
            Arrays.stream(line.substring(bar + 1)
                            .replace("\\,", COMMA)
                            .replace("\\/", SLASH)
                            .split(","))
                    .map(String::strip)
                    .forEach(this::anchor);
        }
        var elements = new ArrayList<Element>();
        int gap = 0;
        int length = 0;
        for (String element : words(line.substring(colon + 1, bar < 0 ? line.length() : bar))) {
            if (element.startsWith("~")) {
                gap = Integer.parseInt(element.substring(1));
                continue;
            }
            boolean begins = element.startsWith("^");
            String name = bare(element);
            String signs = element.substring(name.length() + (begins ? 1 : 0));
            if (signs.contains("!")) {
                anchors.addAll(wordsOf(name));
            }
            elements.add(new Element(slot(name), gap, signs.contains("?"), begins, signs.contains(",")));
            length += gap + 1;
            gap = 0;
        }
        longest = Math.max(longest, length);
        if (length > LONGEST
                || elements.getFirst().isOptional()
                || elements.getLast().isOptional()) {
            throw new IllegalArgumentException("a phrase is short, begins and ends with what must be there: " + line);
        }
        return new Phrase(
                SignKind.valueOf(head.get(0)),
                Integer.parseInt(head.get(1)),
                elements.toArray(Element[]::new),
                phrases.size());
    }

    /** {@code old/new rules/limits} are four. */
    private void anchor(String words) {
        List<String> all = List.of("");
        for (String word : words.split(" ")) {
            List<String> before = all;
            all = Arrays.stream(word.split("/"))
                    .flatMap(one -> before.stream().map(start -> start.isEmpty() ? one : start + " " + one))
                    .toList();
        }
        all.forEach(one -> anchors.add(one.replace(COMMA, ",").replace(SLASH, "/")));
    }

    private static String bare(String element) {
        int from = element.startsWith("^") ? 1 : 0;
        int to = element.length();
        while ("!?,".indexOf(element.charAt(to - 1)) >= 0) {
            to--;
        }
        return element.substring(from, to);
    }

    private int slot(String name) {
        return slots.computeIfAbsent(name, ignored -> slots.size());
    }

    private Set<String> wordsOf(String slot) {
        if (!slot.startsWith("@")) {
            return Set.of(slot);
        }
        Set<String> words = named.getOrDefault(slot, Set.of());
        if (words.isEmpty() && !FORMS.contains(slot)) {
            throw new IllegalArgumentException("nothing is named " + slot);
        }
        return words;
    }

    /** Of each word the slots that it can fill, in their order. */
    private int[][] slotsOf() {
        var words = new TreeMap<String, Integer>();
        for (int word = 0; word < vocabulary.size(); word++) {
            words.put(vocabulary.name(word), word);
        }
        var all = new BitSet[vocabulary.size()];
        Arrays.setAll(all, word -> new BitSet());
        slots.forEach((name, slot) -> {
            for (String word : wordsOf(name)) {
                String known = word.toLowerCase(Locale.ROOT);
                all[words.get(known)].set(slot);
                if (known.endsWith("*")) {
                    String stem = known.substring(0, known.length() - 1);
                    words.subMap(stem, stem + Character.MAX_VALUE).values().forEach(longer -> all[longer].set(slot));
                }
            }
        });
        return Arrays.stream(all).map(some -> some.stream().toArray()).toArray(int[][]::new);
    }

    private Phrase[][] startingWith() {
        Map<Integer, List<Phrase>> byFirst =
                phrases.stream().collect(Collectors.groupingBy(phrase -> phrase.elements()[0].slot()));
        var starting = new Phrase[vocabulary.size()][];
        for (int word = 0; word < starting.length; word++) {
            var some = new ArrayList<Phrase>();
            for (int slot : slotsOf[word]) {
                some.addAll(byFirst.getOrDefault(slot, List.of()));
            }
            some.sort(Comparator.comparingInt(Phrase::weight).reversed().thenComparingInt(Phrase::number));
            starting[word] = some.toArray(Phrase[]::new);
        }
        return starting;
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    /** Where one of these stands a phrase may be. */
    Set<String> anchors() {
        return anchors;
    }

    /** Of a phrase, in words, with everything that may stand between. */
    int longest() {
        return longest;
    }

    int slotCount() {
        return slots.size();
    }

    int slotNamed(String name) {
        return slots.get(name);
    }

    /** To be read only. */
    int[] slotsOf(int word) {
        return slotsOf[word];
    }

    /** Of the phrases that may begin with the word, heaviest first. To be read only. */
    Phrase[] startingWith(int word) {
        return startingWith[word];
    }

    List<Phrase> phrases() {
        return phrases;
    }
}
