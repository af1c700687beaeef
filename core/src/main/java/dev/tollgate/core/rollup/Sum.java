package dev.tollgate.core.rollup;

import java.util.Arrays;
import java.util.Optional;

/** What is added up over the records of a row, beside their number. */
public enum Sum {
    /** Calls that failed, and questions that could not be judged. */
    ERRORS("errors"),
    /** Allowed calls whose answer had to be redacted. */
    REDACTION_OWED("redaction_owed"),
    /** Answers that name the decision they belong to. */
    MATCHED("matched"),
    /** Decisions that would have been stricter if no rule were only watching. */
    WATCHED("watched"),
    /** Decisions for which an exception held. */
    EXCEPTIONS("exceptions"),
    /** Bytes of answers before redaction. */
    BYTES_IN("bytes_in"),
    /** Bytes of answers after redaction. */
    BYTES_OUT("bytes_out");

    private final String word;

    Sum(String word) {
        this.word = word;
    }

    /** The word in rows. */
    public String word() {
        return word;
    }

    static Optional<Sum> ofWord(String word) {
        return Arrays.stream(values()).filter(sum -> sum.word.equals(word)).findFirst();
    }
}
