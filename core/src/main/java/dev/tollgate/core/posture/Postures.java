package dev.tollgate.core.posture;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.policy.Call;
import dev.tollgate.core.policy.PostureInForce;
import dev.tollgate.core.policy.PostureScope;
import java.time.Instant;
import java.util.List;

/** Finds the posture that holds for a call: of all that stand for it, wherever they stand, the strictest. */
public final class Postures {
    private final List<PostureSource> sources;

    public Postures(List<PostureSource> sources) {
        this.sources = List.copyOf(sources);
    }

    /** @throws StoreException when one of the sources cannot be read: it may have the strictest */
    public PostureInForce of(Call call, Instant now, Deadline deadline) throws StoreException {
        PostureInForce strictest = PostureInForce.NORMAL;
        for (PostureScope scope : PostureScope.of(call)) {
            for (PostureSource source : sources) {
                strictest = source.of(scope, deadline)
                        .filter(standing -> !standing.isOver(now))
                        .map(standing -> new PostureInForce(standing.posture(), scope, standing.until()))
                        .map(strictest::stricter)
                        .orElse(strictest);
            }
        }
        return strictest;
    }
}
