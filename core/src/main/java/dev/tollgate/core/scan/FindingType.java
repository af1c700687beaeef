package dev.tollgate.core.scan;

/** What a finding is of. Its name is the word in profiles, conditions, answers and records. */
public sealed interface FindingType permits PersonalType, SecretKind, Indicator {

    /** Capital letters, digits and underscores: {@code EMAIL_ADDRESS}. */
    String name();

    Group group();

    /** Its name stands in profiles and conditions for any type of the group. */
    enum Group {
        PERSONAL,
        SECRET,
        INJECTION
    }
}
