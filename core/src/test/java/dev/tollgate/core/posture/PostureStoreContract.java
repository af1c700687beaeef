package dev.tollgate.core.posture;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.policy.Posture;
import dev.tollgate.core.policy.PostureScope;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static dev.tollgate.core.policy.PostureScope.EVERYTHING;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** What every store of postures promises, each time with an empty one. */
public abstract class PostureStoreContract {
    protected static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final PostureScope CRM = new PostureScope.OfServer("crm");

    protected abstract PostureStore store();

    protected abstract void set(PostureScope scope, Posture posture, Optional<Duration> lasts) throws Exception;

    protected abstract void clear(PostureScope scope) throws Exception;

    @Test
    void nothingStandsUntilSomethingIsSet() throws Exception {
        assertEquals(Map.of(), all());
    }

    @Test
    void eachScopeHasItsOwn() throws Exception {
        set(EVERYTHING, Posture.READ_ONLY, Optional.empty());
        set(CRM, Posture.LOCKDOWN, Optional.of(Duration.ofHours(2)));
        set(new PostureScope.OfAgent("crm"), Posture.READ_ONLY, Optional.of(Duration.ofMinutes(1)));

        assertEquals(
                Map.of(
                        EVERYTHING,
                        standing(Posture.READ_ONLY, Optional.empty()),
                        CRM,
                        standing(Posture.LOCKDOWN, Optional.of(NOON.plusSeconds(7_200))),
                        new PostureScope.OfAgent("crm"),
                        standing(Posture.READ_ONLY, Optional.of(NOON.plusSeconds(60)))),
                all());
    }

    @Test
    void theLastOneSetIsTheOneThatStands() throws Exception {
        set(CRM, Posture.LOCKDOWN, Optional.of(Duration.ofHours(2)));
        set(CRM, Posture.READ_ONLY, Optional.empty());

        assertEquals(Map.of(CRM, standing(Posture.READ_ONLY, Optional.empty())), all());
    }

    @Test
    void whatIsClearedIsGoneAndNothingElse() throws Exception {
        set(EVERYTHING, Posture.READ_ONLY, Optional.empty());
        set(CRM, Posture.LOCKDOWN, Optional.empty());
        clear(EVERYTHING);

        assertEquals(Map.of(CRM, standing(Posture.LOCKDOWN, Optional.empty())), all());
    }

    private static StandingPosture standing(Posture posture, Optional<Instant> until) {
        return new StandingPosture(posture, NOON, until);
    }

    private Map<PostureScope, StandingPosture> all() throws Exception {
        return store().all(Deadline.in(Duration.ofMinutes(1)));
    }
}
