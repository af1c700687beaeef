package dev.tollgate.tests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tollgate.tests.stage.Answer;
import dev.tollgate.tests.stage.Await;
import dev.tollgate.tests.stage.LocalStage;
import dev.tollgate.tests.stage.Question;
import dev.tollgate.tests.stage.Stage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Spans of a call, of the batch with its record and of its sealing, as a collector beside the functions gets them. */
@TestInstance(Lifecycle.PER_CLASS)
class TraceIT {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";

    private final List<JsonNode> posts = new CopyOnWriteArrayList<>();
    private final List<JsonNode> streamPosts = new CopyOnWriteArrayList<>();
    private final List<JsonNode> schedulePosts = new CopyOnWriteArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean isHanging;
    private HttpServer collector;
    private LocalStage stage;

    @BeforeAll
    void start() throws Exception {
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", this::take);
        collector.createContext("/stream", exchange -> taken(exchange, streamPosts));
        collector.createContext("/schedule", exchange -> taken(exchange, schedulePosts));
        collector.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        collector.start();
        var environment = Map.of(
                "DecisionFunction", traces("/v1/traces"),
                "AuditStreamFunction", traces("/stream"),
                "AuditScheduleFunction", traces("/schedule"));
        stage = LocalStage.start("limits", config -> config.withMaxInstances(1).withEnvironment(environment));
        answersWithSpans();
    }

    private Map<String, String> traces(String path) {
        return Map.of(
                "TOLLGATE_TRACES", "http://127.0.0.1:" + collector.getAddress().getPort() + path);
    }

    /** A process that is new may need more than the tenth of a second for its first post. */
    private void answersWithSpans() throws Exception {
        stage.warmUp();
        Await.until("spans of a new process", Duration.ofSeconds(60), () -> {
            posts.clear();
            return decided("01").decision() && !posts.isEmpty();
        });
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            posts.add(spans(exchange));
            if (isHanging) {
                ended.await();
            }
            exchange.sendResponseHeaders(200, -1);
        } catch (InterruptedException ends) {
            Thread.currentThread().interrupt();
        }
    }

    private static void taken(HttpExchange exchange, List<JsonNode> posts) throws IOException {
        posts.add(spans(exchange));
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    private static JsonNode spans(HttpExchange exchange) throws IOException {
        return new ObjectMapper().readTree(exchange.getRequestBody().readAllBytes());
    }

    @AfterAll
    void end() {
        ended.countDown();
        if (stage != null) {
            stage.close();
        }
        collector.stop(0);
    }

    @BeforeEach
    void forget() {
        posts.clear();
    }

    @Test
    void aDecisionIsTheChildOfItsCallersSpanAndItsCallsToDynamoDbAreItsChildren() throws Exception {
        Answer answer = decided("01");

        assertTrue(answer.decision(), answer::toString);
        assertEquals(1, posts.size(), "sent in one post, before the answer");
        JsonNode resource = posts.getFirst().at("/resourceSpans/0/resource/attributes");
        assertTrue(resource.toString().contains("\"tollgate-decision\""), resource::toString);
        List<JsonNode> spans = new ArrayList<>();
        posts.getFirst().at("/resourceSpans/0/scopeSpans/0/spans").forEach(spans::add);
        JsonNode server = spans.removeFirst();
        assertEquals(PARENT, server.path("parentSpanId").asText());
        assertEquals("POST /access/v1/evaluation", server.path("name").asText());
        assertEquals(TRACE, server.path("traceId").asText());
        Set<String> calls = new TreeSet<>();
        for (JsonNode call : spans) {
            assertEquals(
                    server.path("spanId").asText(), call.path("parentSpanId").asText(), call::toString);
            assertEquals(TRACE, call.path("traceId").asText(), call::toString);
            assertEquals(3, call.path("kind").asInt(), call::toString);
            assertTrue(
                    call.path("endTimeUnixNano").asLong()
                            <= server.path("endTimeUnixNano").asLong(),
                    call::toString);
            calls.add(call.path("name").asText() + " "
                    + call.at("/attributes/2/value/arrayValue/values/0/stringValue")
                            .asText());
        }
        assertTrue(calls.contains("DynamoDB.UpdateItem " + stage.tableName("StateTable")), calls::toString);
        assertTrue(
                calls.stream().anyMatch(call -> call.endsWith(" " + stage.tableName("AuditTable"))), calls::toString);
        assertFalse(posts.toString().contains(Stage.AGENT), "nobody is named");
        System.out.println("spans of one decision: " + calls);
    }

    /** A new process' first post may come too late here too. */
    @Test
    void aBatchOfRecordsAndASealingAreTracesOfTheirOwn() throws Exception {
        Await.until("the spans of a batch", Duration.ofSeconds(60), () -> {
            decided("00");
            return hasSpans(streamPosts, "stream", "datasource", "DynamoDB.BatchGetItem");
        });
        Await.until("the spans of a sealing", Duration.ofSeconds(60), () -> {
            stage.runSchedule();
            return hasSpans(schedulePosts, "schedule", "timer", "DynamoDB.Query");
        });
        assertFalse((streamPosts + "" + schedulePosts).contains(Stage.AGENT), "nobody is named");
    }

    private static boolean hasSpans(List<JsonNode> posts, String name, String trigger, String call) {
        return posts.stream().anyMatch(post -> {
            JsonNode spans = post.at("/resourceSpans/0/scopeSpans/0/spans");
            JsonNode root = spans.path(0);
            return root.path("name").asText().equals(name)
                    && !root.has("parentSpanId")
                    && root.toString().contains("\"" + trigger + "\"")
                    && spans.toString().contains("\"" + call + "\"")
                    && spans.findValuesAsText("parentSpanId").stream()
                            .allMatch(root.path("spanId").asText()::equals);
        });
    }

    @Test
    void whatItsCallerDoesNotSampleLeavesNoSpan() throws Exception {
        Answer answer = decided("00");

        assertTrue(answer.decision(), answer::toString);
        assertEquals(List.of(), posts);
    }

    /** Three decisions wait a tenth of a second, then the collector is left alone. */
    @Test
    void aCollectorThatHangsChangesNoDecisionAndIsLeftAlone() throws Exception {
        isHanging = true;
        try {
            var took = new ArrayList<Duration>();
            for (int i = 0; i < 6; i++) {
                Answer answer = decided("01");
                assertTrue(answer.decision(), answer::toString);
                took.add(answer.took());
            }
            assertEquals(3, posts.size());
            assertTrue(took.stream().allMatch(each -> each.compareTo(Duration.ofSeconds(1)) < 0), took::toString);
            System.out.println("decisions while the collector hangs took " + took);
        } finally {
            isHanging = false;
            stage.killFunctions();
            answersWithSpans();
        }
    }

    private Answer decided(String flags) throws Exception {
        return stage.agent()
                .post(
                        "/access/v1/evaluation",
                        Question.call(Stage.AGENT, "docs", "write"),
                        "traceparent",
                        "00-" + TRACE + "-" + PARENT + "-" + flags);
    }
}
