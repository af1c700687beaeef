package dev.tollgate.core.watch;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.Pseudonyms;
import java.time.Instant;
import java.util.Optional;

/**
 * One use of a key, or of something that looked like one.
 *
 * @param key what it is called in records: nothing personal
 * @param agent whose key it is, where it is one agent's own
 * @param network a pseudonym of where it was used from
 * @param caller what a record says of who used it
 * @param settings of the active bundle, or those of one that says nothing
 */
public record KeyUse(
        String key, Optional<String> agent, String network, Json caller, Instant at, Bundle.Settings settings) {

    public static String networkOf(String sourceAddress, Pseudonyms pseudonyms) {
        return pseudonyms.of("network", Network.of(sourceAddress));
    }

    Draft draft(Json.Obj members) {
        Draft.Kind kind = Draft.Kind.SECURITY;
        return new Draft(kind, at, at.plus(settings.retention().of(kind.word())), members);
    }
}
