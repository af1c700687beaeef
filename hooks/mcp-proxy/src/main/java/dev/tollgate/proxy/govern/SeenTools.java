package dev.tollgate.proxy.govern;

import dev.tollgate.hook.ToolDefinition;
import dev.tollgate.hook.json.Json;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How the server last described its tools: what the agent has read of them, and what a pin is compared with.
 */
public final class SeenTools {
    /** Not every server says when something is different. */
    private static final long MOST_AGE_NANOS = Duration.ofMinutes(1).toNanos();

    private static final int MOST = 10_000;

    private final Map<String, Seen> tools = new ConcurrentHashMap<>();
    private final Set<String> found = ConcurrentHashMap.newKeySet();
    private volatile boolean isWhole;
    private volatile long readAt;

    /**
     * @param digest empty when it has none
     * @param headers which arguments go into headers, where the transport has any
     */
    record Seen(Optional<String> digest, ParameterHeaders headers) {}

    void note(Json.Obj tool) {
        Optional<String> name = tool.text("name");
        if (name.isPresent() && (tools.size() < MOST || tools.containsKey(name.get()))) {
            tools.put(name.get(), new Seen(ToolDefinition.digest(tool), ParameterHeaders.of(tool)));
        }
    }

    Optional<Seen> seen(String name) {
        return Optional.ofNullable(tools.get(name));
    }

    boolean isUpToDate() {
        return isWhole && System.nanoTime() - readAt < MOST_AGE_NANOS;
    }

    /** All pages were read. */
    void isWhole() {
        readAt = System.nanoTime();
        isWhole = true;
    }

    /** The server says that something is different. */
    void areChanged() {
        isWhole = false;
    }

    /** Whether a tool with just this definition was found to be approved. Other questions are asked each time. */
    boolean wasFound(String name, Optional<String> digest) {
        return found.contains(name + " " + digest.orElse(""));
    }

    void isFound(String name, Optional<String> digest) {
        if (found.size() < MOST) {
            found.add(name + " " + digest.orElse(""));
        }
    }
}
