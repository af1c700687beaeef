package dev.tollgate.proxy.govern;

import dev.tollgate.hook.json.Json;
import dev.tollgate.hook.json.JsonException;
import dev.tollgate.hook.json.JsonText;
import dev.tollgate.proxy.message.RpcId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A client that keeps what it hears. */
final class FakeClient implements ClientSide {
    final List<String> heard = new CopyOnWriteArrayList<>();
    volatile String end = "";

    @Override
    public void answer(RpcId request, byte[] message) {
        heard.add(new String(message, StandardCharsets.UTF_8));
    }

    @Override
    public void tell(byte[] message, Optional<RpcId> about) {
        heard.add(new String(message, StandardCharsets.UTF_8));
    }

    @Override
    public void ended(String why) {
        end = why;
    }

    /** Waits for the answer to this request. */
    Json.Obj answer(long id) throws InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < until) {
            for (String message : heard) {
                Json.Obj read = read(message);
                if (read.integer("id").equals(Optional.of(id))
                        && read.get("method").isEmpty()) {
                    return read;
                }
            }
            Thread.sleep(2);
        }
        throw new AssertionError("no answer to " + id + " among " + heard);
    }

    static Json.Obj read(String message) {
        try {
            return JsonText.readObject(message.getBytes(StandardCharsets.UTF_8));
        } catch (JsonException notJson) {
            throw new AssertionError(message, notJson);
        }
    }
}
