package dev.tollgate.core.scan.secret;

import java.util.List;

/**
 * What a name such as {@code db_password} says of its value.
 *
 * @param mayBeUuid whether a UUID is a secret behind this name; behind "token" it mostly names a request
 * @param rules kinds that have a form and a label in this name
 */
public record NamedSecret(Strength strength, boolean mayBeUuid, List<SecretRule> rules) {

    /** How much the value must look like a secret. */
    public enum Strength {
        /** Anything that is no placeholder. */
        PASSWORD,
        /** What looks random. */
        SECRET,
        /** What looks random, perhaps behind a scheme such as Bearer. */
        AUTHORIZATION,
        /** Only what looks random and is long. */
        PERHAPS
    }

    public NamedSecret {
        rules = List.copyOf(rules);
    }
}
