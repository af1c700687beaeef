package dev.tollgate.core.argument.schema;

import dev.tollgate.core.json.Json;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One schema within the document. It is made before its keywords are read, because they may refer back to it, and never
 * changes afterwards.
 */
final class Schema implements Keyword {
    private List<Keyword> keywords = List.of();
    private List<Keyword> aboutTheRest = List.of();
    private Set<Type> types = EnumSet.allOf(Type.class);
    private boolean never;

    /** @param aboutTheRest keywords about what no other keyword has judged; they come last */
    void become(List<Keyword> keywords, List<Keyword> aboutTheRest) {
        this.keywords = List.copyOf(keywords);
        this.aboutTheRest = List.copyOf(aboutTheRest);
    }

    void becomeNever() {
        never = true;
        types = Set.of();
    }

    void only(Set<Type> types) {
        this.types = Set.copyOf(types);
    }

    /** No value of another type can match. */
    Set<Type> types() {
        return types;
    }

    /** The schema {@code false}. */
    boolean isNever() {
        return never;
    }

    @Override
    public boolean holds(Json value, Place place, Seen seen, Check check) {
        boolean holds = check.enter() && holdsWithin(value, place, seen, check);
        check.leave();
        return holds;
    }

    private boolean holdsWithin(Json value, Place place, Seen seen, Check check) {
        if (never) {
            return check.fail(place, "is not expected");
        }
        Seen own = aboutTheRest.isEmpty() ? seen : Seen.notes();
        if (!all(keywords, value, place, own, check) || !all(aboutTheRest, value, place, own, check)) {
            return false;
        }
        seen.add(own);
        return true;
    }

    private static boolean all(List<Keyword> keywords, Json value, Place place, Seen seen, Check check) {
        for (Keyword keyword : keywords) {
            if (!keyword.holds(value, place, seen, check)) {
                return false;
            }
        }
        return true;
    }
}
