package dev.tollgate.core.scan;

import java.util.Set;

/**
 * What the name of a field says of its value.
 *
 * @param personal the types that it may be of
 * @param isSecret whether it holds a password, a token or the like
 * @param isPlain whether its numbers count or name something else, such as orders
 */
public record Field(Set<PersonalType> personal, boolean isSecret, boolean isPlain) {
    /** A text that is in no field, or in one whose name says nothing. */
    public static final Field NONE = new Field(Set.of(), false, false);

    public Field {
        personal = Set.copyOf(personal);
    }
}
