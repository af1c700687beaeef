package dev.tollgate.core.reception;

import dev.tollgate.core.agent.Caller;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Retention;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.Pseudonyms;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * One request whose caller is known.
 *
 * @param loaded what the function made of the active bundle
 */
public record Arrival<T>(
        Caller caller, String sourceAddress, T loaded, Pseudonyms pseudonyms, Instant arrived, InstantSource clock) {

    /** @param retention for how long the bundle wants records kept */
    public Draft draft(Draft.Kind kind, Retention retention, Json.Obj members) {
        Instant now = clock.instant();
        return new Draft(kind, now, now.plus(retention.of(kind.word())), members);
    }

    public long tookMicros() {
        return ChronoUnit.MICROS.between(arrived, clock.instant());
    }

    /** What a record says of who asked. */
    public Json callerOnRecord() {
        return CallerOnRecord.of(caller, sourceAddress, pseudonyms);
    }
}
