package dev.tollgate.core.hook;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** What every store of lists of tools promises. */
public abstract class ToolListsContract {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    protected abstract ToolLists lists();

    @Test
    void findsTheLastListOfAName() throws StoreException {
        String key = new CallName("agentcore", "s1", "list").key("key");
        lists().put(new ToolList(key, Set.of(new ToolName("crm", "read")), NOON), soon());
        var last = new ToolList(key, Set.of(new ToolName("crm", "read"), new ToolName("a/b", "c d")), NOON);
        lists().put(last, soon());

        assertEquals(Optional.of(last), lists().find(key, soon()));
        assertEquals(Optional.empty(), lists().find(new CallName("agentcore", "s2", "list").key("key"), soon()));
    }

    @Test
    void keepsAListOfNothing() throws StoreException {
        var nothing = new ToolList(new CallName("agentcore", "s3", "list").key("key"), Set.of(), NOON);
        lists().put(nothing, soon());

        assertEquals(Optional.of(nothing), lists().find(nothing.key(), soon()));
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofMinutes(1));
    }
}
