package dev.tollgate.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tollgate.decision.StoredFunction;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a decision reads and writes with each mechanism, as DynamoDB counts it (ConsumedCapacity), and what a million of
 * them cost. Runs on the tables of a local stack with the bundle {@code tests/bundles/cost}.
 */
public final class DecisionCost {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ROUNDS = 20;

    /** Dollars for each million, DynamoDB on demand in us-east-1. */
    private static final double READ_UNITS = 0.125;

    private static final double WRITE_UNITS = 0.625;

    private final StoredFunction function = new StoredFunction("tollgate");
    private final String agent = System.getenv().getOrDefault("TOLLGATE_AGENT", "demo-bot");
    private final String agentKey = needed("TOLLGATE_AGENT_KEY");
    private final String approverKey = needed("TOLLGATE_APPROVER_KEY");

    private DecisionCost() {}

    public static void main(String[] arguments) throws IOException {
        LocalCredentials.use();
        System.setProperty("aws.endpointUrl", needed("TOLLGATE_DYNAMODB_ENDPOINT"));
        new DecisionCost().run();
    }

    private void run() throws IOException {
        System.out.println("| a decision with | calls | read units | write units | $ a million |");
        System.out.println("|---|---|---|---|---|");
        each("no limit, no history", i -> call("plain", "{}"));
        each("one limit", i -> call("limited", "{}"));
        each("three limits of three keys", i -> call("thrice_limited", "{}"));
        each("a limit on a sum of an argument", i -> call("summed", "{\"amount\":7}"));
        ask(call("once", "{}"));
        each("a limit that is used up, remembered", i -> call("once", "{}"));
        each("a label kept for the agent", i -> call("labelled", "{}"));
        each("a label kept for agent, session and trace", i -> call("labelled", "{}", IN_TRACE));
        each("labels of the agent read", i -> call("flow", "{}"));
        each("labels of agent, session and trace read", i -> call("flow", "{}", IN_TRACE));
        each("calls counted and read", i -> call("counted", "{}"));
        each("an approval asked for", i -> call("asked", "{\"n\":" + i + "}"));
        each("the same asked for again", i -> call("asked", "{\"n\":0}"));
        approve(ask(call("asked", "{\"n\":0}")));
        each("an approval used", i -> call("asked", "{\"n\":0}"));
        batch();
        plan();
        waiting();
        denied();
    }

    private static final String IN_TRACE = ",\"session_id\":\"s-1\",\"trace_id\":\"t-1\"";

    private interface Work {
        void run() throws IOException;
    }

    private interface Body {
        String of(int round);
    }

    private void each(String what, Body body) throws IOException {
        ask(body.of(ROUNDS));
        print(
                what,
                ROUNDS,
                use(
                        () -> {
                            for (int i = 0; i < ROUNDS; i++) {
                                ask(body.of(i));
                            }
                        },
                        ROUNDS));
    }

    private void batch() throws IOException {
        String items = IntStream.range(0, 10)
                .mapToObj(i -> call("limited", "{}"))
                .collect(Collectors.joining(",", "{\"evaluations\":[", "]}"));
        ask("/access/v1/evaluations", items);
        print("one limit, in a batch of ten", 10, use(() -> ask("/access/v1/evaluations", items), 10));
    }

    private void plan() throws IOException {
        String steps = IntStream.range(0, 3)
                .mapToObj(i -> call("limited", "{}"))
                .collect(
                        Collectors.joining(",", "{\"options\":{\"tollgate\":{\"plan\":true}},\"evaluations\":[", "]}"));
        ask("/access/v1/evaluations", steps);
        JsonNode[] booked = new JsonNode[1];
        print(
                "one limit, asked for in a plan of three",
                3,
                use(() -> booked[0] = ask("/access/v1/evaluations", steps), 3));
        String id = booked[0].at("/plan/id").asText();
        print(
                "a step of the plan done",
                1,
                use(() -> ask(call("limited", "{}", ",\"plan\":{\"id\":\"" + id + "\",\"step\":1}")), 1));
    }

    private void waiting() throws IOException {
        ask(call("delayed", "{}"));
        JsonNode[] told = new JsonNode[1];
        print("a call told to wait for its turn", 1, use(() -> told[0] = ask(call("delayed", "{}")), 1));
        JsonNode context = told[0].path("context");
        String id = context.at("/reservation/id").asText();
        LockSupport.parkNanos(
                TimeUnit.MILLISECONDS.toNanos(context.path("retry_after_ms").asLong() + 5));
        print(
                "the same call when its turn has come",
                1,
                use(() -> ask(call("delayed", "{}", ",\"reservation\":\"" + id + "\"")), 1));
    }

    /** The bundle counts denials. */
    private void denied() throws IOException {
        each("a denial, counted", i -> call("denied", "{}"));
    }

    private static CountedCapacity.Used use(Work work, int decisions) throws IOException {
        CountedCapacity.taken();
        work.run();
        return CountedCapacity.taken();
    }

    private static void print(String what, int decisions, CountedCapacity.Used used) {
        double reads = used.readUnits() / decisions;
        double writes = used.writeUnits() / decisions;
        System.out.println(String.format(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %.1f | %.2f |",
                what,
                (double) (used.reads() + used.writes()) / decisions,
                reads,
                writes,
                reads * READ_UNITS + writes * WRITE_UNITS));
    }

    private String call(String tool, String arguments) {
        return call(tool, arguments, "");
    }

    private String call(String tool, String arguments, String context) {
        return """
                {"subject":{"type":"agent","id":"%s"},"action":{"name":"tools/call"},\
                "resource":{"type":"tool","id":"%s","properties":{"server":"cost"}},\
                "context":{"arguments":%s%s}}""".formatted(agent, tool, arguments, context);
    }

    private JsonNode ask(String body) throws IOException {
        return ask("/access/v1/evaluation", body);
    }

    private JsonNode ask(String path, String body) throws IOException {
        return answered(function.post(path, agentKey, body));
    }

    private void approve(JsonNode waiting) throws IOException {
        String id = waiting.at("/context/access_request/id").asText();
        answered(function.post("/v1/approvals/" + id, approverKey, "{\"decision\":\"approve\"}"));
    }

    private static JsonNode answered(String event) throws IOException {
        JsonNode answer = JSON.readTree(event);
        int status = answer.path("statusCode").asInt();
        if (status != 200) {
            throw new IllegalStateException(
                    "status " + status + ": " + answer.path("body").asText());
        }
        return JSON.readTree(answer.path("body").asText());
    }

    private static String needed(String name) {
        String value = System.getenv(name);
        if (value == null) {
            throw new IllegalStateException("'" + name + "' is missing: see tests/bench/README.md");
        }
        return value;
    }
}
