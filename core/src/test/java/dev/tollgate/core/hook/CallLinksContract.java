package dev.tollgate.core.hook;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** What every store of links promises. */
public abstract class CallLinksContract {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    protected abstract CallLinks links();

    @Test
    void findsWhatWasLeftAndNothingElse() throws StoreException {
        var link = new CallLink(new CallName("claude-code", "s1", "toolu_1").key("key"), "w-1", NOON);
        links().put(link, soon());

        assertEquals(Optional.of(link), links().find(link.key(), soon()));
        assertEquals(Optional.empty(), links().find(new CallName("claude-code", "s1", "toolu_2").key("key"), soon()));
    }

    @Test
    void theLaterLinkTakesThePlaceOfTheEarlier() throws StoreException {
        String key = new CallName("claude-code", "s2", "toolu_1").key("key");
        links().put(new CallLink(key, "w-1", NOON), soon());
        links().put(new CallLink(key, "w-2", NOON.plusSeconds(1)), soon());

        assertEquals(Optional.of("w-2"), links().find(key, soon()).map(CallLink::decisionId));
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofMinutes(1));
    }
}
