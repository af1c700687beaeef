package dev.tollgate.audit.stream;

import dev.tollgate.core.json.Json;
import java.time.Instant;
import java.util.Optional;

/** One record of a stream. */
sealed interface Delivered {

    /** The same each time that it is delivered, and of no other. */
    String eventId();

    /** Its place in its shard: by this, Lambda is told from where on it has to deliver again. */
    String sequenceNumber();

    /**
     * A change of the table.
     *
     * @param created when it was made, about
     * @param before the item as it was, with types; empty when there was none
     * @param after the item as it is now
     * @param isByTimeToLive DynamoDB removed it, since its time was over
     */
    record Change(
            String eventId,
            String sequenceNumber,
            Instant created,
            Kind kind,
            Place place,
            Optional<Json.Obj> before,
            Optional<Json.Obj> after,
            boolean isByTimeToLive)
            implements Delivered {}

    enum Kind {
        INSERT,
        MODIFY,
        REMOVE
    }

    /** Something that is no change of a table. */
    record Unknown(String eventId, String sequenceNumber, String reason) implements Delivered {}
}
