package dev.tollgate.cli.compile;

import dev.tollgate.core.scan.FindingType;
import dev.tollgate.core.scan.FindingType.Group;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The words that stand for what the scanner finds: types, groups of them, and {@code *} for any other. */
final class FindingTypes {
    static final String ANY_OTHER = "*";
    private static final String NO_TRANSFORM = "hidden instructions are not transformed one by one; what becomes of an "
            + "answer that has some is said by the profile's 'injection'";

    private final Map<String, Group> groups = new TreeMap<>();
    private final Set<String> transformed = new TreeSet<>();

    FindingTypes(Set<FindingType> types) {
        for (FindingType type : types) {
            groups.put(type.name(), type.group());
            if (type.group() != Group.INJECTION) {
                transformed.add(type.name());
            }
        }
        transformed.add(Group.PERSONAL.name());
        transformed.add(Group.SECRET.name());
    }

    /** Everything that conditions can find in {@code findings}. */
    Set<String> words() {
        var words = new TreeSet<>(groups.keySet());
        for (Group group : Group.values()) {
            words.add(group.name());
        }
        return words;
    }

    /** The words for the same findings, the narrowest first. */
    List<String> wider(String word) {
        if (word.equals(ANY_OTHER)) {
            return List.of(ANY_OTHER);
        }
        return Optional.ofNullable(groups.get(word))
                .map(group -> List.of(word, group.name(), ANY_OTHER))
                .orElse(List.of(word, ANY_OTHER));
    }

    /** Whether the first word stands for all that the second one does, or for a part of it. */
    boolean isWithin(String narrow, String wide) {
        return wider(narrow).contains(wide);
    }

    /** Reports a word that a profile cannot say what becomes of. */
    void check(Value key) {
        key.text()
                .filter(word -> !word.equals(ANY_OTHER) && !transformed.contains(word))
                .ifPresent(word -> {
                    if (word.equals(Group.INJECTION.name()) || groups.containsKey(word)) {
                        key.problem(NO_TRANSFORM);
                    } else {
                        key.problem("the scanner finds no '" + Value.shortened(word) + "' (expected a type such as "
                                + "EMAIL_ADDRESS, all of a group: PERSONAL or SECRET, or \"*\" for any other)"
                                + Suggestion.after(word, transformed));
                    }
                });
    }
}
