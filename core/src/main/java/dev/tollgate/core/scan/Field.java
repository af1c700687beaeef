package dev.tollgate.core.scan;

import dev.tollgate.core.scan.secret.NamedSecret;
import java.util.Optional;
import java.util.Set;

/**
 * What the name of a field says of its value.
 *
 * @param personal the types that it may be of
 * @param secret that it holds a password, a token or the like
 * @param isPlain whether its numbers count or name something else, such as orders
 */
public record Field(Set<PersonalType> personal, Optional<NamedSecret> secret, boolean isPlain) {
    /** A text that is in no field, or in one whose name says nothing. */
    public static final Field NONE = new Field(Set.of(), Optional.empty(), false);

    public Field {
        personal = Set.copyOf(personal);
    }
}
