package dev.tollgate.core.scan;

import dev.tollgate.core.scan.secret.NamedSecret;
import java.util.Optional;
import java.util.Set;

/**
 * What the name of a field says of its value.
 *
 * @param personal the types that it may be of
 * @param likely types that it is of when it looks like one, since other things are called the same: {@code name}
 * @param secret that it holds a password, a token or the like
 * @param isPlain whether its numbers count or name something else, such as orders
 */
public record Field(
        Set<PersonalType> personal, Set<PersonalType> likely, Optional<NamedSecret> secret, boolean isPlain) {
    /** A text that is in no field, or in one whose name says nothing. */
    public static final Field NONE = new Field(Set.of(), Set.of(), Optional.empty(), false);

    /** A field whose name says what it is, or nothing. */
    public Field(Set<PersonalType> personal, Optional<NamedSecret> secret, boolean isPlain) {
        this(personal, Set.of(), secret, isPlain);
    }

    /** Whether the name tells neither what its value is nor what it may be. */
    public boolean saysNothing() {
        return personal.isEmpty() && likely.isEmpty() && secret.isEmpty();
    }

    public Field {
        personal = Set.copyOf(personal);
        likely = Set.copyOf(likely);
    }
}
