package dev.tollgate.core.posture;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.policy.PostureScope;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The obvious store of postures, which can be down. */
public final class InMemoryPostures implements PostureStore {
    private final Map<PostureScope, StandingPosture> standing = new ConcurrentHashMap<>();
    private boolean isDown;
    private int reads;

    public void set(PostureScope scope, StandingPosture posture) {
        standing.put(scope, posture);
    }

    public void clear(PostureScope scope) {
        standing.remove(scope);
    }

    public void goDown() {
        isDown = true;
    }

    public int reads() {
        return reads;
    }

    @Override
    public Map<PostureScope, StandingPosture> all(Deadline deadline) throws StoreException {
        reads++;
        if (isDown) {
            throw new StoreException("postures are down, as planned", null);
        }
        return Map.copyOf(standing);
    }
}
