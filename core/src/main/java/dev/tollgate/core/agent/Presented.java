package dev.tollgate.core.agent;

import java.util.Locale;
import java.util.Optional;

/** What came of looking at a request's credentials. */
public sealed interface Presented {
    /** A key that is good. */
    record Known(Caller caller) implements Presented {}

    /**
     * A key, or what looked like one, that is not good.
     *
     * @param id as it was presented
     * @param key what the registry has under that id
     */
    record Refused(Why why, String id, Optional<AccessKey> key) implements Presented {}

    /** Nothing that has a key's form. */
    record Nothing() implements Presented {}

    enum Why {
        UNKNOWN_KEY,
        /** The registry has the key; whoever presented it does not know its secret. */
        WRONG_SECRET,
        EXPIRED_KEY,
        REVOKED_KEY,
        /** Another key took its place. */
        ROTATED_KEY;

        /** The word in records. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
