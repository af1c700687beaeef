package dev.tollgate.core.policy;

import dev.tollgate.core.json.Json;
import java.time.Instant;

/**
 * What a decision depends on beside its call and the bundle.
 *
 * @param history what conditions read as {@code history}; what is not in it is empty
 */
public record Situation(Instant now, Json.Obj history) {
    public static Situation at(Instant now) {
        return new Situation(now, Json.Obj.EMPTY);
    }
}
