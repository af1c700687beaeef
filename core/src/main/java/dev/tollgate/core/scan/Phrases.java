package dev.tollgate.core.scan;

import dev.tollgate.core.scan.Labels.Label;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

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

    private final List<String> words;
    private final List<Meaning> meanings;

    private Phrases(List<String> words, List<Meaning> meanings) {
        this.words = List.copyOf(words);
        this.meanings = List.copyOf(meanings);
    }

    /** As they stand in texts. */
    static Phrases ofTexts(List<Label> labels, List<String> plain) {
        return of(labels, plain, Phrases::inTexts);
    }

    /** As names of fields read when they are {@link SpokenName spoken}. */
    static Phrases ofFieldNames(List<Label> labels, List<String> plain) {
        return of(labels, plain, phrase -> Set.of(SpokenName.of(phrase)));
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

    /** With underscores in logs; in capital letters, since those beyond ASCII match in one case only. */
    private static Set<String> inTexts(String phrase) {
        var spellings = new LinkedHashSet<String>();
        spellings.add(phrase);
        boolean isAscii = phrase.chars().allMatch(c -> c < 128);
        spellings.add(isAscii ? phrase.replace(' ', '_') : capitals(phrase));
        return spellings;
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

    Meaning meaning(int word) {
        return meanings.get(word);
    }
}
