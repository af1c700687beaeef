package dev.tollgate.core.policy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Whether what a document says counts, or is only worked out and recorded. */
public enum Mode {
    ENFORCE,
    MONITOR;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word in policies and answers. */
    public String word() {
        return word;
    }

    public static Optional<Mode> ofWord(String word) {
        return Arrays.stream(values()).filter(mode -> mode.word.equals(word)).findFirst();
    }
}
