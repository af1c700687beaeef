package dev.tollgate.local.stream;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import java.time.Instant;

/**
 * One change of a table, as Lambda hands it to a function.
 *
 * @param created when the change was made, at the latest
 * @param text {@code event} as JSON text
 */
record StreamRecord(String sequenceNumber, Instant created, Json.Obj event, String text) {

    StreamRecord(String sequenceNumber, Instant created, Json.Obj event) {
        this(sequenceNumber, created, event, JsonText.write(event));
    }
}
