package dev.tollgate.proxy.govern;

import dev.tollgate.hook.json.Json;
import dev.tollgate.hook.json.JsonException;
import dev.tollgate.proxy.Log;
import dev.tollgate.proxy.message.Message;
import dev.tollgate.proxy.message.ModernRequest;
import dev.tollgate.proxy.message.Replies;
import dev.tollgate.proxy.message.RpcId;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Asks the server itself how it describes a tool, when the client calls one whose description has not passed yet, or has
 * changed since.
 */
final class ToolLists {
    private static final String OWN = "tollgate-";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_PAGES = 100;

    private final SeenTools seenTools;
    private final GovernedCall.Outgoing outgoing;
    private final Log log;
    private final Map<RpcId, Pending> own = new ConcurrentHashMap<>();
    private final AtomicLong lastId = new AtomicLong();
    private final ReentrantLock reading = new ReentrantLock();

    ToolLists(SeenTools seenTools, GovernedCall.Outgoing outgoing, Log log) {
        this.seenTools = seenTools;
        this.outgoing = outgoing;
        this.log = log;
    }

    /** @param like a request of the client, whose version and capabilities the proxy's own request repeats */
    Optional<SeenTools.Seen> definition(String tool, Message.Request like) {
        if (!seenTools.isUpToDate()) {
            reading.lock();
            try {
                if (!seenTools.isUpToDate()) {
                    readAll(like);
                }
            } finally {
                reading.unlock();
            }
        }
        return seenTools.seen(tool);
    }

    private void readAll(Message.Request like) {
        seenTools.isWhole();
        Optional<String> cursor = Optional.empty();
        for (int page = 0; page < MOST_PAGES; page++) {
            Optional<Json.Obj> result = ask(like, cursor);
            if (result.isEmpty()) {
                log.warn("the server does not list its tools, so that pinned ones are refused");
                seenTools.areChanged();
                return;
            }
            for (Json tool : result.get().items("tools")) {
                if (tool instanceof Json.Obj object) {
                    seenTools.note(object);
                }
            }
            cursor = result.get().text("nextCursor");
            if (cursor.isEmpty()) {
                return;
            }
        }
    }

    private Optional<Json.Obj> ask(Message.Request like, Optional<String> cursor) {
        var id = new RpcId.Text(OWN + lastId.incrementAndGet());
        Json.Obj params = ModernRequest.paramsLike(like);
        Json.Obj withCursor =
                cursor.map(at -> params.with("cursor", Json.of(at))).orElse(params);
        try {
            var request = (Message.Request) Message.read(Replies.request(id, "tools/list", withCursor));
            var pending = new Pending(request);
            own.put(id, pending);
            pending.goesOut();
            outgoing.send(request, Map.of());
            return pending.await(PATIENCE) instanceof Pending.Ending.Answered(Message.Response response)
                            && !response.isError()
                            && response.value().read() instanceof Json.Obj result
                    ? Optional.of(result)
                    : Optional.empty();
        } catch (IOException | JsonException failed) {
            return Optional.empty();
        } finally {
            own.remove(id);
        }
    }

    /** @return whether this ended a request of the proxy's own */
    boolean ends(RpcId id, Pending.Ending how) {
        Pending pending = own.get(id);
        return pending != null && pending.ends(how);
    }

    void allEnd(String why) {
        own.values().forEach(pending -> pending.ends(new Pending.Ending.Lost(why)));
    }

    /** Ids that begin so are the proxy's; a client that uses one is refused. */
    static boolean isOwn(RpcId id) {
        return id instanceof RpcId.Text(String text) && text.startsWith(OWN);
    }
}
