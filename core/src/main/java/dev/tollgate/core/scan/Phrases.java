package dev.tollgate.core.scan;

import dev.tollgate.core.scan.Labels.Label;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is said by the phrases that stand in front of values: of which types these are, or that they are nobody's. */
final class Phrases {

    /** @param types none: what follows is nobody's */
    record Meaning(Set<PersonalType> types) {
        static final Meaning PLAIN = new Meaning(Set.of());

        Meaning {
            types = Set.copyOf(types);
        }

        /** As part of a phrase that says more: the passport of {@code uk passport} is a British one. */
        Meaning inside(Meaning outer) {
            if (types.isEmpty() || outer.types.isEmpty()) {
                return outer;
            }
            var both = new LinkedHashSet<>(types);
            both.retainAll(outer.types);
            return both.isEmpty() ? this : new Meaning(both);
        }
    }

    /** A shorter one may be an ordinary word. */
    private static final int SHORTEST_JOINED = 6;

    /** In letters and spaces. Longer ones are not seen in keys, and each spelling takes room. */
    private static final int LONGEST_KEY = 24;

    private static final List<String> SIGNS = List.of(":", " :", "=", " =", "#", " #", " -", ")", "\":", "\u00A0:");

    private static final Set<String> CONNECTING = Set.of(
            "de", "del", "della", "di", "da", "do", "du", "des", "of", "la", "le", "the", "d", "l", "van", "het");

    private final List<String> words;
    private final List<Meaning> meanings;
    private final boolean[] areInCapitals;

    private Phrases(List<String> words, List<Meaning> meanings) {
        this.words = List.copyOf(words);
        this.meanings = List.copyOf(meanings);
        this.areInCapitals = new boolean[words.size()];
        for (int word = 0; word < areInCapitals.length; word++) {
            String phrase = words.get(word);
            areInCapitals[word] = phrase.length() > 2
                    && phrase.charAt(phrase.length() - 2) == ' '
                    && Character.isDigit(phrase.charAt(phrase.length() - 1));
        }
    }

    /** As they stand in texts. */
    static Phrases ofTexts(List<Label> labels, List<String> plain) {
        return of(labels, plain, Phrases::inTexts);
    }

    /** As names of fields read when they are {@link SpokenName spoken}. */
    static Phrases ofFieldNames(List<Label> labels, List<String> plain) {
        return of(labels, plain, Phrases::inFieldNames);
    }

    private static Phrases of(List<Label> labels, List<String> plain, Function<String, Set<String>> spellings) {
        Map<String, Set<PersonalType>> types = new LinkedHashMap<>();
        plain.forEach(phrase -> spellings.apply(phrase).forEach(spelling -> types.put(spelling, Set.of())));
        for (Label label : labels) {
            for (String spelling : spellings.apply(label.phrase())) {
                types.merge(spelling, Set.of(label.type()), Phrases::both);
            }
        }
        return new Phrases(
                new ArrayList<>(types.keySet()),
                types.values().stream().map(Meaning::new).toList());
    }

    /**
     * With underscores, hyphens or nothing between its words, as keys have it in logs; without accents; in capital letters,
     * since those beyond ASCII match in one case only.
     */
    private static Set<String> inTexts(String label) {
        if (label.endsWith(":") || label.endsWith(":9")) {
            return withSigns(label);
        }
        return spellings(label);
    }

    /**
     * {@code sin:} is {@code SIN = } as well; {@code sin:9} also {@code SIN 046 454 286} with the number's first digit,
     * {@link #isOrdinary} words in small letters excepted.
     */
    private static Set<String> withSigns(String label) {
        var spellings = new LinkedHashSet<String>();
        for (String phrase : spellings(label.substring(0, label.lastIndexOf(':')))) {
            SIGNS.forEach(sign -> spellings.add(phrase + sign));
            if (label.endsWith("9")) {
                for (char digit = '0'; digit <= '9'; digit++) {
                    spellings.add(phrase + " " + digit);
                }
            }
        }
        return spellings;
    }

    private static Set<String> spellings(String phrase) {
        var spellings = new LinkedHashSet<String>();
        spellings.add(phrase);
        String plain = Accents.without(phrase);
        boolean isAscii = plain.chars().allMatch(c -> c < 128);
        if (!plain.equals(phrase) || !isAscii) {
            spellings.add(capitals(phrase));
        }
        if (isAscii) {
            spellings.add(plain);
            joined(plain, spellings);
        }
        return spellings;
    }

    /** Keys are short, and have letters and digits alone. */
    private static void joined(String phrase, Set<String> spellings) {
        boolean isKey = phrase.indexOf(' ') > 0
                && phrase.length() <= LONGEST_KEY
                && phrase.chars().allMatch(c -> c == ' ' || Character.isLetterOrDigit(c));
        if (!isKey) {
            return;
        }
        spellings.add(phrase.replace(' ', '_'));
        spellings.add(phrase.replace(' ', '-'));
        String word = phrase.replace(" ", "");
        if (word.length() >= SHORTEST_JOINED) {
            spellings.add(word);
        }
    }

    /** Names of fields leave out accents, spaces, and words such as {@code de}. */
    private static Set<String> inFieldNames(String label) {
        String phrase = label.endsWith(":9") ? label.substring(0, label.length() - 2) : label;
        var spellings = new LinkedHashSet<String>();
        for (String spelling : List.of(phrase, Accents.without(phrase))) {
            String spoken = SpokenName.of(spelling);
            spellings.add(spoken);
            spellings.add(withoutConnecting(spoken));
            String word = spoken.replace(" ", "");
            if (word.length() >= SHORTEST_JOINED) {
                spellings.add(word);
            }
        }
        return spellings;
    }

    private static String withoutConnecting(String phrase) {
        String left = Stream.of(phrase.split(" "))
                .filter(word -> !CONNECTING.contains(word))
                .collect(Collectors.joining(" "));
        return left.indexOf(' ') < 0 ? phrase : left;
    }

    /** What is ASCII stays as it is. */
    private static String capitals(String phrase) {
        var capitals = new StringBuilder();
        phrase.chars().forEach(c -> capitals.append((char) (c < 128 ? c : Character.toUpperCase(c))));
        return capitals.toString();
    }

    private static Set<PersonalType> both(Set<PersonalType> some, Set<PersonalType> more) {
        var both = new LinkedHashSet<>(some);
        both.addAll(more);
        return both;
    }

    List<String> words() {
        return words;
    }

    /** {@code vivir sin 307529123 problemas}, where {@code SIN 307529123} would be a label. */
    boolean isOrdinary(int word, byte[] text, int start, int end) {
        if (!areInCapitals[word]) {
            return false;
        }
        int second = start + 1;
        for (int at = start; at < end - 2; at++) {
            second = text[at] == ' ' ? at + 1 : second;
        }
        return !isCapital(text[start]) || !isCapital(text[second]);
    }

    private static boolean isCapital(byte b) {
        return b >= 'A' && b <= 'Z';
    }

    Meaning meaning(int word) {
        return meanings.get(word);
    }
}
