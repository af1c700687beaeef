package dev.tollgate.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tollgate.audit.query.StoredQuery;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * How long the audit function takes for a page of each kind of question, and what it reads for it, on the records of
 * {@link RecordFill} in a local stack. Each question is a whole request: the key is checked, the read recorded.
 */
public final class RecordQueries {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RECORDS = "/v1/audit/records";
    private static final int WARM_UP = 60;
    private static final Duration DAY = Duration.ofDays(1);

    private final StoredQuery function = new StoredQuery("tollgate");
    private final Random random = new Random(7);
    private final Instant end = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final Instant begin = end.minus(Duration.ofDays(RecordFill.DAYS));
    private final String key;
    private final int rounds;

    private RecordQueries(String key, int rounds) {
        this.key = key;
        this.rounds = rounds;
    }

    public static void main(String[] args) throws IOException {
        LocalCredentials.use();
        System.setProperty("aws.endpointUrlDynamoDb", System.getenv("TOLLGATE_DYNAMODB_ENDPOINT"));
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 200;
        new RecordQueries(System.getenv("TOLLGATE_AUDITOR_KEY"), rounds).run();
    }

    private interface Query {
        String next();
    }

    private void run() throws IOException {
        JsonNode sample = ask("?agent=agent-007&limit=100&from=" + begin + "&to=" + end);
        var ids = new ArrayList<String>();
        var sessions = new ArrayList<String>();
        var traces = new ArrayList<String>();
        for (JsonNode record : sample.get("records")) {
            ids.add(record.get("id").asText());
            sessions.add(record.path("session").asText());
            traces.add(record.path("trace").asText());
        }
        for (int i = 0; i < WARM_UP; i++) {
            ask("?agent=agent-0" + (10 + i % 30) + aDay());
        }
        System.out.println(
                "| question | rows | p50 ms | p99 ms | of it beside DynamoDB p50 | p99 | calls | read units | unanswered |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        each("an agent, a day", () -> "?agent=" + RecordMix.agent(few(RecordMix.AGENTS)) + aDay());
        each("a tool, a day", () -> "?tool=" + RecordMix.tool(few(RecordMix.TOOLS)) + aDay());
        each("what was denied, a day", () -> "?effect=deny" + aDay());
        each("where something was found, a day", () -> "?flagged=found" + aDay());
        each("an agent's answers with a label, a day", () -> "?label=pii&agent=" + RecordMix.agent(few(50)) + aDay());
        each("a session and its agent, seven days", () -> "?agent=agent-007&session=" + any(sessions) + all());
        each("a session alone, seven days", () -> "?session=" + any(sessions) + all());
        each("a trace alone, seven days", () -> "?trace=" + any(traces) + all());
        each("one record by its id", () -> "/" + any(ids));
        pages("page 10 to 60 of the busiest agent", "?agent=agent-000" + all(), 10);
        pages("a narrow filter over all of the busiest agent", "?agent=agent-000&reason=tool_changed" + all(), 0);
    }

    private void each(String what, Query query) throws IOException {
        var pages = new Pages();
        for (int i = 0; i < rounds; i++) {
            pages.ask(query.next());
        }
        pages.print(what);
    }

    private void pages(String what, String query, int first) throws IOException {
        var pages = new Pages();
        String cursor = "";
        for (int i = 0; i < first + 50; i++) {
            String page = query + "&cursor=" + cursor;
            JsonNode answer = i < first ? ask(page) : pages.ask(page);
            cursor = answer.path("next_cursor").asText();
            if (cursor.isEmpty()) {
                break;
            }
        }
        pages.print(what);
    }

    /** The pages of one kind. */
    private final class Pages {
        private final Latencies whole = new Latencies();
        private final Latencies beside = new Latencies();
        private int unanswered;
        private int asked;
        private long rows;
        private int calls;
        private double units;

        JsonNode ask(String query) throws IOException {
            CountedCapacity.taken();
            TimeAtDynamo.taken();
            long started = System.nanoTime();
            String event = function.get(path(query), parameters(query), key);
            long took = System.nanoTime() - started;
            if (status(event) == 503) {
                unanswered++;
                return JSON.createObjectNode();
            }
            whole.add(took);
            beside.add(took - TimeAtDynamo.taken());
            CountedCapacity.Used used = CountedCapacity.taken();
            calls += used.reads();
            units += used.readUnits();
            asked++;
            JsonNode answer = answered(event);
            rows += answer.has("records") ? answer.get("records").size() : 1;
            return answer;
        }

        void print(String what) {
            System.out.println(String.format(
                    Locale.ROOT,
                    "| %s | %d | %.0f | %.0f | %.1f | %.1f | %.1f | %.1f | %d |",
                    what,
                    rows / Math.max(1, asked),
                    whole.millis(0.5),
                    whole.millis(0.99),
                    beside.millis(0.5),
                    beside.millis(0.99),
                    (double) calls / asked,
                    units / asked,
                    unanswered));
        }
    }

    private JsonNode ask(String query) throws IOException {
        return answered(function.get(path(query), parameters(query), key));
    }

    private static String path(String query) {
        return query.startsWith("/") ? RECORDS + query : RECORDS;
    }

    private static String parameters(String query) {
        return query.startsWith("?") ? query.substring(1) : "";
    }

    private static int status(String event) throws IOException {
        return JSON.readTree(event).path("statusCode").asInt();
    }

    private static JsonNode answered(String event) throws IOException {
        JsonNode answer = JSON.readTree(event);
        int status = answer.path("statusCode").asInt();
        String body = answer.path("body").asText();
        if (status != 200) {
            throw new IllegalStateException("status " + status + ": " + body);
        }
        return JSON.readTree(body);
    }

    private String aDay() {
        Instant from = begin.plusSeconds(
                random.nextLong(Duration.ofDays(RecordFill.DAYS).minus(DAY).toSeconds()));
        return "&from=" + from + "&to=" + from.plus(DAY);
    }

    private String all() {
        return "&from=" + begin + "&to=" + end;
    }

    private int few(int most) {
        double part = random.nextDouble();
        return (int) (most * part * part * part);
    }

    private String any(List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }
}
