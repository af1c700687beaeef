package dev.tollgate.core.posture;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.policy.Call;
import dev.tollgate.core.policy.Calls;
import dev.tollgate.core.policy.Posture;
import dev.tollgate.core.policy.PostureInForce;
import dev.tollgate.core.policy.PostureScope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

import static dev.tollgate.core.policy.PostureScope.EVERYTHING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class PosturesTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final Deadline SOON = Deadline.in(Duration.ofMinutes(1));

    private final Call call = Calls.ofTool();
    private final PostureScope server =
            new PostureScope.OfServer(call.tool().orElseThrow().server());
    private final PostureScope agent = new PostureScope.OfAgent(call.subject().id());
    private final InMemoryPostures store = new InMemoryPostures();
    private final AtomicLong nanos = new AtomicLong();
    private final PostureSource remembered = new RememberedPostures(store, nanos::get);
    private final Postures postures = new Postures(List.of(remembered));

    @Test
    void ofTheServersTheAgentsAndTheGlobalOneTheStrictestHolds() throws Exception {
        assertEquals(PostureInForce.NORMAL, inForce());
        set(EVERYTHING, Posture.READ_ONLY, Optional.empty());
        set(agent, Posture.LOCKDOWN, Optional.empty());
        set(server, Posture.READ_ONLY, Optional.empty());

        assertEquals(new PostureInForce(Posture.LOCKDOWN, agent, Optional.empty()), inForce());
    }

    @Test
    void whatStandsForOthersDoesNotCount() throws Exception {
        set(new PostureScope.OfServer("another"), Posture.LOCKDOWN, Optional.empty());
        set(new PostureScope.OfAgent("another"), Posture.LOCKDOWN, Optional.empty());
        set(new PostureScope.OfAgent(call.tool().orElseThrow().server()), Posture.LOCKDOWN, Optional.empty());

        assertEquals(PostureInForce.NORMAL, inForce());
    }

    @Test
    void whatIsOverDoesNotCountFromThatMomentOn() throws Exception {
        set(server, Posture.LOCKDOWN, Optional.of(NOON.plusNanos(1)));
        set(EVERYTHING, Posture.READ_ONLY, Optional.of(NOON));
        assertEquals(Posture.LOCKDOWN, inForce().posture());

        assertEquals(PostureInForce.NORMAL, postures.of(call, NOON.plusNanos(1), SOON));
    }

    @Test
    void ofTwoAlikeTheOneThatLastsLongerIsTold() throws Exception {
        set(EVERYTHING, Posture.READ_ONLY, Optional.of(NOON.plusSeconds(60)));
        set(server, Posture.READ_ONLY, Optional.of(NOON.plusSeconds(90)));
        assertEquals(server, inForce().scope());
        set(agent, Posture.READ_ONLY, Optional.empty());

        assertEquals(new PostureInForce(Posture.READ_ONLY, agent, Optional.empty()), inForce());
    }

    @Test
    void theStrictestOfAllSourcesHolds() throws Exception {
        PostureSource another = (scope, deadline) -> scope.equals(agent)
                ? Optional.of(new StandingPosture(Posture.LOCKDOWN, NOON, Optional.empty()))
                : Optional.empty();
        set(EVERYTHING, Posture.READ_ONLY, Optional.empty());

        for (var sources : List.of(List.of(remembered, another), List.of(another, remembered))) {
            assertEquals(agent, new Postures(sources).of(call, NOON, SOON).scope());
        }
    }

    @Test
    void aSubjectThatIsNoAgentHasNoAgentsPosture() throws Exception {
        Call ofUser = new Call(
                new Call.Subject(
                        "user",
                        call.subject().id(),
                        List.of(),
                        "",
                        "",
                        call.subject().claimed()),
                call.action(),
                call.resource(),
                call.tool(),
                call.context());
        set(agent, Posture.LOCKDOWN, Optional.empty());

        assertEquals(PostureInForce.NORMAL, postures.of(ofUser, NOON, SOON));
    }

    @Test
    void aChangeHoldsWithinFiveSecondsAndIsReadNoMoreOftenThanThat() throws Exception {
        inForce();
        store.set(EVERYTHING, new StandingPosture(Posture.LOCKDOWN, NOON, Optional.empty()));
        nanos.addAndGet(Duration.ofSeconds(5).toNanos() - 1);
        inForce();
        assertEquals(1, store.reads());
        nanos.addAndGet(1);

        assertEquals(Posture.LOCKDOWN, inForce().posture());
        assertEquals(2, store.reads());
    }

    @Test
    void whatCannotBeReadIsNotTakenForNormal() throws Exception {
        inForce();
        store.goDown();
        forget();

        assertThrows(StoreException.class, this::inForce);
    }

    private void set(PostureScope scope, Posture posture, Optional<Instant> until) {
        store.set(scope, new StandingPosture(posture, NOON, until));
        forget();
    }

    private void forget() {
        nanos.addAndGet(Duration.ofSeconds(5).toNanos());
    }

    private PostureInForce inForce() throws StoreException {
        return postures.of(call, NOON, SOON);
    }
}
