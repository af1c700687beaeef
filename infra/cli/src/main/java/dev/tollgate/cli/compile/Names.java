package dev.tollgate.cli.compile;

import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The names that the documents of one kind have, and which of them something uses. */
final class Names {
    private final String thing;
    private final Set<String> known;
    private final Set<String> used = new HashSet<>();

    /** @param thing what is named, for messages */
    Names(String thing, Collection<String> known) {
        this.thing = thing;
        this.known = new TreeSet<>(known);
    }

    /** The name that stands there; empty, and a problem, when nothing is called so. */
    Optional<String> read(Value value) {
        return value.text().filter(name -> {
            boolean isKnown = use(name);
            if (!isKnown) {
                value.problem(unknown(name));
            }
            return isKnown;
        });
    }

    /** Notes the use of a name; false when nothing is called so. */
    boolean use(String name) {
        if (!known.contains(name)) {
            return false;
        }
        used.add(name);
        return true;
    }

    String unknown(String name) {
        return "there is no " + thing + " '" + Value.shortened(name) + "'" + Suggestion.after(name, known);
    }

    Set<String> all() {
        return known;
    }

    boolean isUsed(String name) {
        return used.contains(name);
    }
}
