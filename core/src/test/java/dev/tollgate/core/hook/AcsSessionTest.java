package dev.tollgate.core.hook;

import dev.tollgate.core.Sha256;
import dev.tollgate.core.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class AcsSessionTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    @Test
    void anEntryIsHashedWithTheHashBeforeItAsBytes() {
        Json.Obj entry = Json.object().put("step_id", "b").put("entry_id", "1").build();
        String first = AcsSession.hash(entry, Optional.empty());

        assertEquals(Sha256.hex("{\"entry_id\":\"1\",\"step_id\":\"b\"}"), first);
        byte[] text = "{\"entry_id\":\"1\",\"step_id\":\"b\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        byte[] both = java.util.Arrays.copyOf(text, text.length + 32);
        System.arraycopy(java.util.HexFormat.of().parseHex(first), 0, both, text.length, 32);
        assertEquals(Sha256.hex(both), AcsSession.hash(entry, Optional.of(first)));
    }

    @Test
    void rememberRequestsForTwoWindowsAndNoLonger() {
        AcsSession session = AcsSession.first("s").after("r1", NOON);

        assertTrue(session.hasSeen("r1"));
        assertFalse(session.hasSeen("r2"));
        Instant later = NOON.plus(AcsSession.WINDOW.multipliedBy(2)).plus(Duration.ofMillis(1));
        assertFalse(session.after("r2", later).hasSeen("r1"));
        assertTrue(session.after("r2", NOON.plus(AcsSession.WINDOW)).hasSeen("r1"));
    }

    @Test
    void aStepMovesTheHeadAndAHandshakeDoesNot() {
        AcsSession hello = AcsSession.first("s").after("r1", NOON);
        AcsSession step = hello.after("r2", "steps/sessionStart", Json.Obj.EMPTY, NOON);

        assertEquals(Optional.empty(), hello.head());
        assertEquals(1, step.entries());
        assertTrue(step.head().isPresent());
    }
}
