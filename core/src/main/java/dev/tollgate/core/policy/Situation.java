package dev.tollgate.core.policy;

import dev.tollgate.core.json.Json;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a decision depends on beside its call and the bundle.
 *
 * @param history what conditions read as {@code history}; what is not in it is empty
 * @param inForce the posture that holds for the call
 * @param acr the authentication context class of the caller's verified identity
 * @param approved rules of effect approve that somebody has approved this very call for
 */
public record Situation(
        Instant now, Json.Obj history, PostureInForce inForce, Optional<String> acr, Set<RuleName> approved) {
    public Situation {
        approved = Set.copyOf(approved);
    }

    public static Situation at(Instant now) {
        return new Situation(now, Json.Obj.EMPTY, PostureInForce.NORMAL, Optional.empty(), Set.of());
    }

    public Situation withHistory(Json.Obj given) {
        return new Situation(now, given, inForce, acr, approved);
    }

    public Situation in(PostureInForce posture) {
        return new Situation(now, history, posture, acr, approved);
    }

    /** In this posture everywhere. */
    public Situation in(Posture posture) {
        return in(PostureInForce.everywhere(posture));
    }

    public Situation withLogin(Optional<String> verified) {
        return new Situation(now, history, inForce, verified, approved);
    }

    public Situation approving(Set<RuleName> rules) {
        return new Situation(now, history, inForce, acr, rules);
    }
}
