package dev.tollgate.audit.stream;

import dev.tollgate.core.Sha256;
import dev.tollgate.core.record.RecordId;
import java.util.Optional;

/** Where in the audit table something stands. */
record Place(String partition, String sort) {
    private static final String CHAIN = "W#";
    private static final String WRITERS = "WRITERS#";
    private static final String CHECKPOINTS = "CHECKPOINTS#";
    private static final int DIGITS = 12;
    private static final int LONGEST = 64;

    boolean isInAChain() {
        return partition.startsWith(CHAIN);
    }

    /** The record that belongs here; empty when none does. */
    Optional<RecordId> record() {
        return isInAChain() && sort.length() == DIGITS && isDigits(sort)
                ? RecordId.parse(partition.substring(CHAIN.length()) + "-" + Long.parseLong(sort))
                : Optional.empty();
    }

    /** For records and logs: keys that nobody of us has made may say anything, and only their digest is shown. */
    String shown() {
        boolean isOurs = record().isPresent()
                || (partition.startsWith(WRITERS) || partition.startsWith(CHECKPOINTS))
                        && isPlain(partition)
                        && isPlain(sort);
        return isOurs
                ? partition + "/" + sort
                : "sha256:" + Sha256.hex(partition + "/" + sort).substring(0, 16);
    }

    private static boolean isDigits(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isPlain(String text) {
        return text.length() <= LONGEST
                && text.chars()
                        .allMatch(c -> c >= '0' && c <= '9'
                                || c >= 'a' && c <= 'z'
                                || c >= 'A' && c <= 'Z'
                                || c == '#'
                                || c == '-');
    }
}
