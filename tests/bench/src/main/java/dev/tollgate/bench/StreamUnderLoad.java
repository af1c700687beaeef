package dev.tollgate.bench;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.record.RecordStore;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.Writer;
import dev.tollgate.core.store.DynamoCalls;
import dev.tollgate.core.store.DynamoChainHeads;
import dev.tollgate.core.store.DynamoRecords;
import dev.tollgate.core.tamper.ChainHead;
import dev.tollgate.local.LocalStack;
import dev.tollgate.local.Seeding;
import dev.tollgate.local.StackConfig;
import dev.tollgate.local.dynamodb.LocalClients;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The stream function as it is packaged, behind DynamoDB Local's stream: 8 writers put records for a while; then the same
 * while every process of the function is ended as soon as it is there, and what is left is caught up with afterwards.
 */
public final class StreamUnderLoad {
    private static final int WRITERS = 8;
    private static final String FUNCTION = "AuditStreamFunction";

    private final LocalStack stack;
    private final DynamoCalls calls;
    private final DynamoChainHeads heads;
    private final Map<String, Long> written = new ConcurrentHashMap<>();

    private StreamUnderLoad(LocalStack stack, DynamoDbClient client) {
        this.stack = stack;
        this.calls = new DynamoCalls(client, Duration.ofSeconds(10));
        this.heads = new DynamoChainHeads(calls, stack.tableNames().get("StateTable"), InstantSource.system());
    }

    /** @param arguments the repository's folder, a folder for the stack's files, and seconds of load */
    public static void main(String[] arguments) throws Exception {
        StackConfig config = StackConfig.inMemory(Path.of(arguments[0]), Path.of(arguments[1]));
        Duration load = Duration.ofSeconds(Long.parseLong(arguments[2]));
        try (LocalStack stack = LocalStack.start(config, Seeding.NONE, line -> {});
                DynamoDbClient client = new LocalClients(stack.dynamoDbEndpoint()).tables()) {
            System.out.printf(
                    "%d writers, %d s; %d processors, load %s%n",
                    WRITERS,
                    load.toSeconds(),
                    Runtime.getRuntime().availableProcessors(),
                    Files.readString(Path.of("/proc/loadavg")).strip());
            var bench = new StreamUnderLoad(stack, client);
            bench.phase("up", load, false);
            bench.phase("down", load, true);
            System.out.println("alarms: " + bench.alarms(client));
        }
        System.exit(0);
    }

    private void phase(String name, Duration load, boolean isDown) throws Exception {
        long before = total(written);
        long start = System.nanoTime();
        long until = start + load.toNanos();
        long mostBehind = 0;
        try (var threads = Executors.newFixedThreadPool(WRITERS)) {
            for (int w = 0; w < WRITERS; w++) {
                String writer = "load" + name + w;
                threads.submit(() -> write(writer, until));
            }
            threads.shutdown();
            while (!threads.awaitTermination(100, TimeUnit.MILLISECONDS)) {
                if (isDown) {
                    stack.function(FUNCTION)
                            .processIds()
                            .forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
                }
                mostBehind = Math.max(mostBehind, total(written) - total(followed()));
            }
        }
        double loadSeconds = (System.nanoTime() - start) / 1e9;
        long records = total(written) - before;
        long behind = total(written) - total(followed());
        long ended = System.nanoTime();
        while (total(followed()) < total(written)) {
            Thread.sleep(50);
        }
        double caughtUp = (System.nanoTime() - ended) / 1e9;
        System.out.printf(
                "%s: %,d records written in %.1f s (%.0f a second), at most %,d behind; %,d behind at the end, caught up after %.1f s%n",
                name, records, loadSeconds, records / loadSeconds, mostBehind, behind, caughtUp);
    }

    private void write(String name, long until) {
        var store = new DynamoRecords(calls, stack.tableNames().get("AuditTable"));
        Writer writer = Chains.writer(name, new Counted(store));
        for (long i = 1; System.nanoTime() < until; i++) {
            try {
                writer.append(List.of(Chains.decision(i)), Deadline.in(Duration.ofSeconds(10)));
            } catch (StoreException failed) {
                System.err.println(failed.getMessage());
                return;
            }
        }
    }

    /** Notes what is durable. */
    private final class Counted implements RecordStore {
        private final RecordStore store;

        Counted(RecordStore store) {
            this.store = store;
        }

        @Override
        public void enter(String writer, LocalDate day, Deadline deadline) throws StoreException {
            store.enter(writer, day, deadline);
        }

        @Override
        public boolean append(List<SealedRecord> records, Deadline deadline) throws StoreException {
            boolean isWritten = store.append(records, deadline);
            written.put(records.getLast().writer(), records.getLast().seq() + 1);
            return isWritten;
        }
    }

    private Map<String, Long> followed() throws StoreException {
        var followed = new ConcurrentHashMap<String, Long>();
        for (Map.Entry<String, ChainHead> head : heads.read(written.keySet(), Deadline.in(Duration.ofSeconds(30)))
                .entrySet()) {
            followed.put(head.getKey(), head.getValue().seq() + 1);
        }
        return followed;
    }

    private static long total(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private long alarms(DynamoDbClient client) {
        return client
                .scanPaginator(request -> request.tableName(stack.tableNames().get("StateTable"))
                        .filterExpression("begins_with(pk, :alarm)")
                        .expressionAttributeValues(Map.of(":alarm", AttributeValue.fromS("ALARM#"))))
                .items()
                .stream()
                .count();
    }
}
