package dev.tollgate.core.policy;

import dev.tollgate.core.json.Json;
import java.util.Optional;

/**
 * A {@code Redaction} document as a bundle carries it. What the profile says is for {@code core.redact} to read.
 *
 * @param profile the document as it was written, without its target
 * @param target the calls whose answers it applies to without being asked for; empty: only where an obligation names it
 */
public record Redaction(Json.Obj profile, Optional<Target> target) {
    static final String TARGET = "target";

    public Redaction {
        if (profile.get(TARGET).isPresent()) {
            throw new IllegalArgumentException("a target stands beside the profile, not in it");
        }
    }
}
