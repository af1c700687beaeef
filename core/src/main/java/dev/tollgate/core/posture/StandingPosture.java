package dev.tollgate.core.posture;

import dev.tollgate.core.policy.Posture;
import java.time.Instant;
import java.util.Optional;

/**
 * A posture as it was set.
 *
 * @param until when it ends by itself; empty when somebody has to end it
 */
public record StandingPosture(Posture posture, Instant since, Optional<Instant> until) {
    public boolean isOver(Instant now) {
        return until.isPresent() && !now.isBefore(until.get());
    }
}
