package dev.tollgate.core.answer;

import dev.tollgate.core.redact.Redacted;
import dev.tollgate.core.redact.Redactor;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why nothing of an answer is given back, beside what the profile says. */
public enum BlockReason {
    /** The request is above a bound in bytes. */
    TOO_LARGE,
    /** The result is nested too deep. */
    TOO_DEEP,
    /** What is left of the result does not fit into one answer of Lambda. */
    ANSWER_TOO_LARGE,
    /** There is no bundle to go by. */
    NO_BUNDLE,
    STORE_UNAVAILABLE,
    AUDIT_UNAVAILABLE,
    INTERNAL,
    /** The profile holds such answers back. */
    PROFILE;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word in answers and records. */
    public String word() {
        return word;
    }

    /** The word for why this is blocked; empty when it is not. */
    public static Optional<String> wordOf(Redacted redacted) {
        return redacted.blocked()
                .map(reason -> Arrays.stream(values())
                        .map(BlockReason::word)
                        .filter(reason::equals)
                        .findFirst()
                        .orElse(PROFILE.word()));
    }

    public Redacted result() {
        return Redactor.blocked(word);
    }
}
