package dev.tollgate.cli.compile;

import java.util.HashSet;
import java.util.Set;

/**
 * What is certainly there, at some point of an expression.
 *
 * @param isNever whether this point is never reached, so that anything can be said of it
 * @param places each as {@link Place#key} names it
 */
record Presence(boolean isNever, Set<String> places) {
    static final Presence NOTHING = new Presence(false, Set.of());
    static final Presence NEVER = new Presence(true, Set.of());

    Presence {
        places = Set.copyOf(places);
    }

    static Presence of(String place) {
        return new Presence(false, Set.of(place));
    }

    boolean has(String place) {
        return isNever || places.contains(place);
    }

    /** Where both hold. */
    Presence and(Presence other) {
        var all = new HashSet<>(places);
        all.addAll(other.places);
        return new Presence(isNever || other.isNever, all);
    }

    /** Where at least one of them holds. */
    Presence or(Presence other) {
        if (isNever) {
            return other;
        }
        if (other.isNever) {
            return this;
        }
        var common = new HashSet<>(places);
        common.retainAll(other.places);
        return new Presence(false, common);
    }

    /** Without what is said of a name that means something else from here on. */
    Presence without(String name) {
        var others = new HashSet<>(places);
        others.removeIf(place -> place.contains(Place.name(name)));
        return new Presence(isNever, others);
    }
}
