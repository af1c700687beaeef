package dev.tollgate.core.redact;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The names of one object's members that were written and have a token: two members may be left with the same, of which the
 * second gets a number. Names without one cannot be the name that another one becomes.
 */
final class MemberNames {
    private Set<String> taken = Set.of();
    private Map<String, Integer> counts = Map.of();

    String unique(String name) {
        if (name.indexOf('[') < 0) {
            return name;
        }
        if (taken.isEmpty()) {
            taken = new HashSet<>();
            counts = new HashMap<>();
        }
        String unique = name;
        while (!taken.add(unique)) {
            unique = name + "_" + (counts.merge(name, 1, Integer::sum) + 1);
        }
        return unique;
    }
}
