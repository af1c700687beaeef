package dev.tollgate.core.journal;

import dev.tollgate.core.json.Json;
import java.util.List;

/**
 * What a hook sends: entries without a gap, each bound to the one before.
 *
 * @param entries none when the hook only asks how far it was heard
 * @param signed all that the signature covers
 */
public record Journal(String hook, List<JournalEntry> entries, Json.Obj signed, byte[] signature) {
    /** With the records of violations beside them, and what else is written, they are one transaction of DynamoDB. */
    public static final int MOST_ENTRIES = 40;

    public Journal {
        entries = List.copyOf(entries);
    }

    public boolean isSignedBy(RegisteredHook registered) {
        return JournalSignature.isSignedBy(registered.publicKey(), signed, signature);
    }

    public long lastSeq() {
        return entries.getLast().seq();
    }
}
