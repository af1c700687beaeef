package dev.tollgate.core.scan;

import dev.tollgate.core.scan.Labels.Label;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is said by the phrases that stand in front of values: of which types these are, or that they are nobody's. */
final class Phrases {

    /** @param types none: what follows is nobody's */
    record Meaning(Set<PersonalType> types) {
        Meaning {
            types = Set.copyOf(types);
        }
    }

    private final List<String> words;
    private final List<Meaning> meanings;

    private Phrases(List<String> words, List<Meaning> meanings) {
        this.words = List.copyOf(words);
        this.meanings = List.copyOf(meanings);
    }

    static Phrases of(List<Label> labels, List<String> plain) {
        Map<String, Set<PersonalType>> types = new LinkedHashMap<>();
        plain.forEach(phrase -> types.put(phrase, Set.of()));
        for (Label label : labels) {
            types.merge(label.phrase(), Set.of(label.type()), Phrases::both);
        }
        return new Phrases(
                new ArrayList<>(types.keySet()),
                types.values().stream().map(Meaning::new).toList());
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
