package dev.tollgate.core.journal;

import dev.tollgate.core.Sha256;
import java.util.Optional;

/**
 * How far a hook's journal was received.
 *
 * @param seq of the last entry; 0 when there is none yet
 * @param hash of the last entry, which the next one has as its {@code prev}
 * @param record the id of the last entry's record
 */
public record JournalHead(long seq, String hash, Optional<String> record) {

    /** Of a hook that was never heard. */
    public static JournalHead start(String hook) {
        return new JournalHead(0, genesis(hook), Optional.empty());
    }

    /** What the first entry of a hook has as its {@code prev}. */
    public static String genesis(String hook) {
        return Sha256.hex("journal:" + hook);
    }
}
