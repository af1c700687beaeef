package dev.tollgate.bench;

import dev.tollgate.audit.query.StoredQuery;
import dev.tollgate.core.Deadline;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.rollup.Counts;
import dev.tollgate.core.rollup.Durations;
import dev.tollgate.core.rollup.Key;
import dev.tollgate.core.rollup.Progress;
import dev.tollgate.core.rollup.RollupStore.Hour;
import dev.tollgate.core.rollup.Row;
import dev.tollgate.core.rollup.RowCodec;
import dev.tollgate.core.store.DynamoCalls;
import dev.tollgate.core.store.DynamoRollups;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How long the audit function takes for each report about 31 days, by how many rows an hour has, in a local stack whose
 * tables get those rows. Beside it what reading the rows' bytes alone takes, without DynamoDB and without a report.
 */
public final class ReportOfMonth {
    private static final List<String> REPORTS = List.of("access", "violations", "agents", "data", "coverage");
    private static final int DAYS = 31;
    private static final int QUARTERS = 4;

    private final StoredQuery function = new StoredQuery("tollgate");
    private final Random random = new Random(3);
    private final Instant to = Instant.now().truncatedTo(ChronoUnit.DAYS);
    private final Instant from = to.minus(DAYS, ChronoUnit.DAYS);
    private final DynamoRollups rollups;
    private final String key;
    private final int rounds;

    private ReportOfMonth(DynamoRollups rollups, String key, int rounds) {
        this.rollups = rollups;
        this.key = key;
        this.rounds = rounds;
    }

    /** @param arguments how often each report is asked for, and how many rows an hour has, in turn */
    public static void main(String[] arguments) throws Exception {
        LocalCredentials.use();
        String endpoint = System.getenv("TOLLGATE_DYNAMODB_ENDPOINT");
        System.setProperty("aws.endpointUrlDynamoDb", endpoint);
        var dynamo = new DynamoCalls(DynamoCalls.client(Optional.of(URI.create(endpoint))));
        var month = new ReportOfMonth(
                new DynamoRollups(dynamo, "tollgate-StateTable"),
                System.getenv("TOLLGATE_AUDITOR_KEY"),
                Integer.parseInt(arguments[0]));
        System.out.println("| rows an hour | rows | report | p50 ms | most ms | of it beside DynamoDB p50 | in vain |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (int i = 1; i < arguments.length; i++) {
            month.run(Integer.parseInt(arguments[i]));
        }
    }

    private void run(int rowsAnHour) throws Exception {
        Deadline deadline = Deadline.in(Duration.ofMinutes(5));
        var pieces = new ArrayList<byte[]>();
        for (Instant hour = from; hour.isBefore(to); hour = hour.plus(1, ChronoUnit.HOURS)) {
            List<Row> rows = rows(hour, rowsAnHour);
            pieces.addAll(RowCodec.write(rows));
            rollups.put(new Hour(hour, 0, 0, rows), deadline);
        }
        if (rollups.progress(deadline).isEmpty()) {
            rollups.put(new Progress(0, 0, to, new TreeSet<>()), deadline);
        }
        long rows = (long) rowsAnHour * DAYS * 24;
        var alone = new Latencies();
        for (int round = 0; round < rounds; round++) {
            long start = System.nanoTime();
            long read = 0;
            for (byte[] piece : pieces) {
                read += RowCodec.read(piece).size();
            }
            if (read != rows) {
                throw new IllegalStateException(read + " rows were read of " + rows);
            }
            alone.add(System.nanoTime() - start);
        }
        print(rowsAnHour, rows, "the rows' bytes alone", alone, alone, 0);
        for (String report : REPORTS) {
            ask(rowsAnHour, rows, report);
        }
    }

    private void ask(int rowsAnHour, long rows, String report) throws Exception {
        var whole = new Latencies();
        var beside = new Latencies();
        int inVain = 0;
        for (int round = 0; round < rounds; round++) {
            TimeAtDynamo.taken();
            long start = System.nanoTime();
            String answer = function.get("/v1/reports/" + report, "from=" + from + "&to=" + to, key);
            long took = System.nanoTime() - start;
            whole.add(took);
            beside.add(took - TimeAtDynamo.taken());
            Json.Obj event = (Json.Obj) new JsonText(5).parse(answer);
            if (!event.get("statusCode").equals(Optional.of(Json.of(200)))) {
                inVain++;
            }
        }
        print(rowsAnHour, rows, report, whole, beside, inVain);
    }

    private static void print(int rowsAnHour, long rows, String report, Latencies whole, Latencies beside, int inVain) {
        System.out.printf(
                Locale.ROOT,
                "| %d | %,d | %s | %.0f | %.0f | %.0f | %d |%n",
                rowsAnHour,
                rows,
                report,
                whole.millis(0.5),
                whole.millis(1),
                beside.millis(0.5),
                inVain);
    }

    /** Of all four quarters, each with some agents, tools and effects. */
    private List<Row> rows(Instant hour, int number) {
        var rows = new ArrayList<Row>();
        for (int n = 0; n < number; n++) {
            int combination = n / QUARTERS;
            var key = new Key(
                    hour.plus(15L * (n % QUARTERS), ChronoUnit.MINUTES),
                    "decision",
                    RecordMix.agent(combination % RecordMix.AGENTS),
                    "docs",
                    RecordMix.tool(combination % RecordMix.TOOLS),
                    combination % 3 == 0 ? "deny" : "allow",
                    combination % 3 == 0 ? "no_match" : "permitted");
            var took = new TreeMap<Integer, Long>();
            for (int bucket = 0; bucket < 4; bucket++) {
                took.put(30 + random.nextInt(12), 1L + random.nextInt(50));
            }
            rows.add(new Row(
                    key,
                    new Counts(
                            took.values().stream().mapToLong(Long::longValue).sum(),
                            new TreeMap<>(),
                            new Durations(took),
                            new TreeMap<>(Map.of("EMAIL redact", 3L)),
                            new TreeMap<>(Map.of("pii", 2L)))));
        }
        return rows;
    }
}
