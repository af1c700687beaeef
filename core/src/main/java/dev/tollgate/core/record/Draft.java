package dev.tollgate.core.record;

import dev.tollgate.core.json.Json;
import java.time.Instant;

/**
 * What is to be recorded, before it has its place in a chain.
 *
 * @param expires when the record may be deleted
 * @param members strings, integers, booleans, and lists and objects of them; no value that is secret or personal
 */
public record Draft(Kind kind, Instant at, Instant expires, Json.Obj members) {

    public enum Kind {
        OPEN("open"),
        DECISION("decision"),
        SEARCH("search"),
        REDACTION("redaction"),
        APPROVAL("approval"),
        SECURITY("security"),
        ADMIN("admin"),
        JOURNAL("journal"),
        /** Somebody else's log has a call. */
        OBSERVED("observed"),
        /** Somebody read records. */
        READ("read");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** The word in records. */
        public String word() {
            return word;
        }
    }
}
