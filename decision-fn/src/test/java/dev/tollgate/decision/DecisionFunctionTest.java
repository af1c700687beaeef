package dev.tollgate.decision;

import dev.tollgate.core.StoreException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.record.ChainCheck;
import dev.tollgate.core.store.AuditChains;
import dev.tollgate.core.store.DynamoLocal;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The function as Quarkus puts it together: API Gateway events in, answers out, records and limits in DynamoDB Local. */
@QuarkusTest
@WithTestResource(DynamoTables.class)
class DecisionFunctionTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** The first calls of a cold function can take longer than it gives itself, on a machine with other work to do. */
    @BeforeEach
    void warmUp() throws Exception {
        String deniedCall = TestBed.toolCall("bot", "crm", "unheard-of");
        for (int i = 0; i < 20; i++) {
            if (invoke("POST", "/access/v1/evaluation", deniedCall).toString().contains("unknown_tool")) {
                return;
            }
        }
    }

    @Test
    void allowsAToolCallAndKeepsItsRecord() throws Exception {
        Json.Obj answer = invoke("POST", "/access/v1/evaluation", TestBed.toolCall());

        assertEquals(200, answer.integer("statusCode").orElseThrow());
        Json.Obj body = TestBed.json(answer.text("body").orElseThrow());
        assertEquals(Json.of(true), body.get("decision").orElseThrow(), answer.toString());
        String id = answer.object("headers")
                .orElseThrow()
                .text("tollgate-decision-id")
                .orElseThrow();
        assertTrue(recorded(id), id);
    }

    @Test
    void throttlesWhatIsOverTheLimitAndTheChainsAreWhole() throws Exception {
        String call = TestBed.toolCall("bot", "files", "rare");
        String first = answerOf(call);
        assertTrue(first.contains("\"effect\":\"allow\""), first);
        String second = answerOf(call);

        assertTrue(second.contains("\"effect\":\"throttle\"") && second.contains("retry_after_ms"), second);
        assertEquals(List.of(), ChainCheck.check(gathered().chains()));
    }

    @Test
    void paysForTheStepsOfAPlanOnce() throws Exception {
        Booked booked = booked();
        String other = answerOf(booked.call());
        assertTrue(other.contains("\"effect\":\"throttle\""), "the plan took all there is: " + other);

        String call = booked.call();
        String step = call.substring(0, call.length() - 1) + ",\"context\":{\"plan\":{\"id\":\"" + booked.planId()
                + "\",\"step\":0}}}";
        String first = answerOf(step);
        assertTrue(first.contains("\"effect\":\"allow\""), first);
        String again = answerOf(step);
        assertTrue(again.contains("\"effect\":\"throttle\""), again);
    }

    private record Booked(String call, String planId) {}

    /** The first transaction of a cold function can take longer than it gives itself, as with its first calls. */
    private static Booked booked() throws Exception {
        String answer = "";
        for (int i = 0; i < 10; i++) {
            String call = TestBed.toolCall("bot", "files", "rare-" + i);
            answer = invoke(
                            "POST",
                            "/access/v1/evaluations",
                            "{\"evaluations\":[" + call + "],\"options\":{\"tollgate\":{\"plan\":true}}}")
                    .text("body")
                    .orElseThrow();
            Optional<String> id = TestBed.json(answer).object("plan").flatMap(plan -> plan.text("id"));
            if (id.isPresent()) {
                return new Booked(call, id.get());
            }
        }
        throw new AssertionError("no plan: " + answer);
    }

    private static String answerOf(String question) throws Exception {
        return invoke("POST", "/access/v1/evaluation", question).text("body").orElseThrow();
    }

    @Test
    void refusesWhoHasNoKey() throws Exception {
        String event =
                event("POST", "/access/v1/evaluation", TestBed.toolCall()).replace("Bearer", "Basic");

        assertEquals(401, send(event).integer("statusCode").orElseThrow());
    }

    @Test
    void saysThatItIsAlive() throws Exception {
        Json.Obj answer = invoke("GET", "/v1/health", "");

        assertEquals(200, answer.integer("statusCode").orElseThrow());
        assertTrue(answer.text("body").orElseThrow().startsWith("{\"status\":\"ok\""));
    }

    @Test
    void anEventOfSomethingElseIsABadRequest() throws Exception {
        assertEquals(400, send("{\"Records\":[]}").integer("statusCode").orElseThrow());
    }

    private static boolean recorded(String id) throws StoreException {
        return gathered().chains().values().stream()
                .flatMap(chain -> chain.stream())
                .anyMatch(record -> record.id().equals(id) && record.kind().equals("decision"));
    }

    private static AuditChains.Gathered gathered() throws StoreException {
        var gathered = new AuditChains.Gathered();
        String table = ConfigProvider.getConfig().getValue("tollgate.audit.table", String.class);
        try (var client = DynamoLocal.clientOf(
                URI.create(ConfigProvider.getConfig().getValue("aws.endpointUrlDynamoDb", String.class)))) {
            new AuditChains(client, table).forEach(gathered::add);
        }
        return gathered;
    }

    private static Json.Obj invoke(String method, String path, String body) throws IOException, InterruptedException {
        return send(event(method, path, body));
    }

    private static Json.Obj send(String event) throws IOException, InterruptedException {
        String server = ConfigProvider.getConfig().getValue("quarkus-internal.aws-lambda.test-api", String.class);
        var request = HttpRequest.newBuilder(URI.create("http://" + server))
                .timeout(Duration.ofSeconds(20))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(event))
                .build();
        return TestBed.json(HTTP.send(request, BodyHandlers.ofString()).body());
    }

    private static String event(String method, String path, String body) {
        return JsonText.write(Events.of(method, path, body));
    }
}
