package dev.tollgate.core.agent;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class RememberedDirectoryTest {
    private static final Agent BOT = new Agent("bot", "", "", List.of(), Agent.Status.ACTIVE, List.of());

    private long nanos;
    private final InMemoryDirectory registry = new InMemoryDirectory().with(BOT);
    private final AgentDirectory directory = new RememberedDirectory(registry, () -> nanos);

    @Test
    void asksOnceInThirtySecondsAlsoForWhoIsNotThere() throws StoreException {
        for (int i = 0; i < 3; i++) {
            assertEquals(Optional.of(BOT), directory.agent("bot", soon()));
            assertEquals(Optional.empty(), directory.agent("nobody", soon()));
            assertEquals(Optional.empty(), directory.key("nobody", soon()));
        }
        assertEquals(List.of("bot", "nobody", "nobody"), registry.asked());

        nanos = Duration.ofSeconds(30).toNanos();
        directory.agent("bot", soon());
        assertEquals(4, registry.asked().size());
    }

    @Test
    void aSuspensionIsSeenWithinThirtySeconds() throws StoreException {
        directory.agent("bot", soon());
        registry.with(new Agent("bot", "", "", List.of(), Agent.Status.SUSPENDED, List.of()));
        nanos = Duration.ofSeconds(30).toNanos();

        assertEquals(
                Agent.Status.SUSPENDED,
                directory.agent("bot", soon()).orElseThrow().status());
    }

    @Test
    void asksAgainAfterAFailure() throws StoreException {
        registry.goDown();
        assertThrows(StoreException.class, () -> directory.agent("bot", soon()));
        registry.comeBack();

        assertEquals(Optional.of(BOT), directory.agent("bot", soon()));
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(1));
    }
}
