package dev.tollgate.core.journal;

import dev.tollgate.core.Sha256;
import dev.tollgate.core.json.CanonicalJson;
import dev.tollgate.core.json.Json;

/**
 * A call in its place: the {@code seq}-th of its hook's journal, bound to the one before by {@code prev}.
 *
 * @param seq from 1
 * @param hash SHA-256 over the RFC 8785 form of the entry as it was sent, 64 hex digits
 */
public record JournalEntry(long seq, String prev, JournalledCall call, String hash) {
    public static final long MOST_SEQ = 999_999_999_999L;

    /** @param sent the entry whole, with place and {@code prev} */
    static JournalEntry of(long seq, String prev, JournalledCall call, Json.Obj sent) {
        return new JournalEntry(seq, prev, call, Sha256.hex(CanonicalJson.RFC_8785.bytes(sent)));
    }
}
