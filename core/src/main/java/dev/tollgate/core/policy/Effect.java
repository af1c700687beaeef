package dev.tollgate.core.policy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a rule says about the calls it matches, strictest first. A verdict is {@code DENY} or {@code ALLOW}. */
public enum Effect {
    DENY,
    APPROVE,
    STEP_UP,
    ALLOW;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word in policies, answers and records. */
    public String word() {
        return word;
    }

    public static Optional<Effect> ofWord(String word) {
        return Arrays.stream(values())
                .filter(effect -> effect.word.equals(word))
                .findFirst();
    }
}
