package dev.tollgate.proxy.govern;

import dev.tollgate.hook.json.Json;
import dev.tollgate.hook.json.JsonText;
import dev.tollgate.proxy.govern.Governance.Refusal;
import dev.tollgate.proxy.message.Message;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Calls that are cancelled, given up, lost with their server, or one of many: each is answered once, or not at all. */
class EndingsTest extends ConversationBed {
    @Test
    void aCancelledCallIsCancelledEverywhereAndReported() throws Exception {
        server.answering = request -> request.method().equals("tools/list") ? Optional.of(TOOLS) : Optional.empty();
        says(call(1, "read"));
        await(() -> server.methods().contains("tools/call"));
        says("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}");
        await(() -> !fake.bodies(REDACT).isEmpty());
        server.answers(new dev.tollgate.proxy.message.RpcId.Number("1"), "\"result\":{}");

        assertTrue(server.methods().contains("notifications/cancelled"));
        assertEquals(
                Optional.of("cancelled"),
                fake.bodies(REDACT).getFirst().object("outcome").flatMap(outcome -> outcome.text("status")));
        assertEquals(List.of(), client.heard);
        assertTrue(conversation.awaitIdle(Duration.ofSeconds(1)));
    }

    @Test
    void aCallThatIsCancelledWhileItIsDecidedIsNeverMade() throws Exception {
        var deciding = new CountDownLatch(1);
        var isCancelled = new CountDownLatch(1);
        fake.answering = (path, body) -> {
            if (path.equals(EVALUATION)) {
                deciding.countDown();
                isCancelled.await();
            }
            return answer(path, body);
        };
        says(call(1, "read"));
        deciding.await();
        says("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}");
        isCancelled.countDown();
        await(() -> !fake.bodies(REDACT).isEmpty());

        assertEquals(List.of("tools/list"), server.methods());
        assertEquals(List.of(), client.heard);
    }

    @Test
    void aServerThatHangsIsGivenUp() throws Exception {
        begin(Refusal.RESULT, Duration.ZERO, Duration.ofMillis(300));
        server.answering = request -> request.method().equals("tools/list") ? Optional.of(TOOLS) : Optional.empty();
        says(call(1, "read"));

        assertTrue(client.answer(1).object("error").isPresent());
        await(() -> !fake.bodies(REDACT).isEmpty());
        assertEquals(
                Optional.of("timeout"),
                fake.bodies(REDACT).getFirst().object("outcome").flatMap(outcome -> outcome.text("status")));
    }

    @Test
    void whenTheServerEndsEveryRequestIsAnswered() throws Exception {
        server.answering = request -> request.method().equals("tools/list") ? Optional.of(TOOLS) : Optional.empty();
        for (int i = 1; i <= 5; i++) {
            says(call(i, "read"));
        }
        says("{\"jsonrpc\":\"2.0\",\"id\":6,\"method\":\"ping\"}");
        await(() -> server.methods().stream().filter("tools/call"::equals).count() == 5);
        server.ends();

        for (int i = 1; i <= 6; i++) {
            assertTrue(JsonText.write(client.answer(i)).contains("exit code 3"));
        }
        await(() -> !client.end.isEmpty());
        says(call(7, "read"));
        assertTrue(client.answer(7).object("error").isPresent());
    }

    @Test
    void ofTenThousandConcurrentCallsNoneIsLostOrCrossed() throws Exception {
        server.answering = request -> Optional.of(
                request.method().equals("tools/list")
                        ? TOOLS
                        : "\"result\":{\"of\":" + JsonText.write(request.id().toJson()) + "}");
        int calls = 10_000;
        for (int i = 0; i < calls; i++) {
            String ping = "{\"jsonrpc\":\"2.0\",\"id\":" + i + ",\"method\":\"ping\"}";
            says(i % 10 == 0 ? call(i, "read") : ping);
            while (i - client.heard.size() > 200) {
                Thread.sleep(1);
            }
        }
        await(() -> client.heard.size() == calls);

        for (String message : client.heard) {
            Json.Obj answer = FakeClient.read(message);
            assertEquals(
                    answer.integer("id"), answer.object("result").flatMap(result -> result.integer("of")), message);
        }
        assertEquals(calls, client.heard.stream().distinct().count());
    }

    @Test
    void moreRequestsThanAreTakenAreRefusedAndAnIdInUseIsNotAnsweredTwice() throws Exception {
        server.answering = request -> Optional.empty();
        for (int i = 0; i <= 300; i++) {
            says("{\"jsonrpc\":\"2.0\",\"id\":" + i + ",\"method\":\"ping\"}");
        }

        assertTrue(JsonText.write(client.answer(300)).contains("more than 300"));
        assertFalse(conversation.said(
                Message.read("{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"ping\"}".getBytes(StandardCharsets.UTF_8))));
        assertEquals(1, client.heard.size());
    }
}
