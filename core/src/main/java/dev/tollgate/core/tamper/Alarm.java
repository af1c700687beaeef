package dev.tollgate.core.tamper;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.SealedRecord;

/**
 * Something that cannot be the work of writers.
 *
 * @param claim the same for the same thing seen again, so that it is recorded once
 * @param members what its record says of it
 */
public record Alarm(Event event, String claim, Json.Obj members) {

    /** What records call it. */
    public enum Event {
        /** A place of a chain is empty. */
        GAP("audit_gap"),
        /** A record does not follow the one before it. */
        BROKEN("audit_broken"),
        /** A record is not what was hashed. */
        ALTERED("audit_altered"),
        /** A record stands where it does not belong. */
        MISPLACED("audit_misplaced"),
        /** Something was changed or removed. */
        TAMPERED("audit_tampered"),
        /** Something cannot be read as what it should be. */
        UNREADABLE("audit_unreadable");

        private final String word;

        Event(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** About one place of a chain. */
    static Alarm at(Event event, String writer, long seq, Json.Members details) {
        return new Alarm(
                event,
                event.word() + "#" + writer + "#" + seq,
                details.put("record", SealedRecord.id(writer, seq)).build());
    }
}
