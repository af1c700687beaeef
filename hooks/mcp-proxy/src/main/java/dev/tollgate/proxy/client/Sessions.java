package dev.tollgate.proxy.client;

import dev.tollgate.proxy.Log;
import dev.tollgate.proxy.client.Conversations.Talk;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Sessions of clients, each with a server, or a session with it, of its own. */
final class Sessions {
    private static final int MOST = 100;
    private static final long IDLE_NANOS = Duration.ofHours(1).toNanos();
    private static final int ID_BYTES = 24;

    private final Conversations conversations;
    private final Log log;
    private final Map<String, Open> open = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();

    Sessions(Conversations conversations, Log log) {
        this.conversations = conversations;
        this.log = log;
    }

    /** @param usedAt when it was last asked for, by {@link System#nanoTime} */
    record Open(String id, HttpSession session, Talk talk, long usedAt) {}

    /** Empty when there are too many. */
    Optional<Open> open() throws IOException {
        endIdle();
        if (open.size() >= MOST) {
            log.warn("a session is refused: there are " + MOST);
            return Optional.empty();
        }
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var session = new HttpSession();
        var begun = new Open(id, session, conversations.session(session), System.nanoTime());
        open.put(id, begun);
        return Optional.of(begun);
    }

    Optional<Open> find(String id) {
        Open found = open.computeIfPresent(
                id, (same, before) -> new Open(id, before.session(), before.talk(), System.nanoTime()));
        if (found != null && found.talk().conversation().hasEnded()) {
            end(id);
            return Optional.empty();
        }
        return Optional.ofNullable(found);
    }

    void end(String id) {
        Open ended = open.remove(id);
        if (ended != null) {
            ended.talk().end().run();
        }
    }

    private void endIdle() {
        long now = System.nanoTime();
        open.values().stream()
                .filter(each -> now - each.usedAt() > IDLE_NANOS
                        || each.talk().conversation().hasEnded())
                .map(Open::id)
                .forEach(this::end);
    }

    void endAll() {
        Set.copyOf(open.keySet()).forEach(this::end);
    }
}
