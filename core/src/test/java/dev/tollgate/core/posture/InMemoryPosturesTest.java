package dev.tollgate.core.posture;

import dev.tollgate.core.policy.Posture;
import dev.tollgate.core.policy.PostureScope;
import java.time.Duration;
import java.util.Optional;

class InMemoryPosturesTest extends PostureStoreContract {
    private final InMemoryPostures postures = new InMemoryPostures();

    @Override
    protected PostureStore store() {
        return postures;
    }

    @Override
    protected void set(PostureScope scope, Posture posture, Optional<Duration> lasts) {
        postures.set(scope, new StandingPosture(posture, NOON, lasts.map(NOON::plus)));
    }

    @Override
    protected void clear(PostureScope scope) {
        postures.clear(scope);
    }
}
