package dev.tollgate.core.watch;

import dev.tollgate.core.policy.Posture;
import dev.tollgate.core.posture.StandingPosture;
import java.time.Instant;
import java.util.Optional;

/**
 * The posture that a reaction gave to an agent.
 *
 * @param expires from this moment on it is as good as gone
 * @param why what piled up, such as {@code denials: 52 within 300 s}
 */
public record StepDown(String agent, Posture posture, Instant since, Instant expires, String why) {

    public boolean isInForce(Instant now) {
        return now.isBefore(expires);
    }

    /** Whether there is nothing that the other would add now. */
    public boolean covers(StepDown other, Instant now) {
        return isInForce(now) && posture.compareTo(other.posture()) >= 0;
    }

    public StandingPosture standing() {
        return new StandingPosture(posture, since, Optional.of(expires));
    }
}
