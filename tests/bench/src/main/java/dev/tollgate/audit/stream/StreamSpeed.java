package dev.tollgate.audit.stream;

import dev.tollgate.bench.Chains;
import dev.tollgate.core.Deadline;
import dev.tollgate.core.http.Traces;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.metric.EmbeddedMetrics;
import dev.tollgate.core.metric.MetricLog;
import dev.tollgate.core.record.IndexKeys;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.Writer.Written;
import dev.tollgate.core.tamper.Alarms;
import dev.tollgate.core.tamper.ChainFollowing;
import dev.tollgate.core.tamper.ChainHead;
import dev.tollgate.core.tamper.ChainHeads;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * The stream function in this process, fed directly with batches as Lambda makes them; heads and archive in memory. It
 * prints the CPU time of each round, the first of which is cold, beside reading the same events only.
 */
public final class StreamSpeed {
    private static final int BATCH = 1_000;
    private static final int WRITERS = 8;

    private StreamSpeed() {}

    /** @param arguments how many rounds, and how many batches a round */
    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        int batches = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20;
        List<byte[]> events = events(Chains.inMemory(WRITERS, batches * BATCH / WRITERS));
        System.out.printf(
                "%d batches of %d records from %d writers, %d KB an event; %d processors, load %s%n",
                events.size(),
                BATCH,
                WRITERS,
                events.getFirst().length / 1024,
                Runtime.getRuntime().availableProcessors(),
                Files.readString(Path.of("/proc/loadavg")).strip());
        for (int round = 1; round <= rounds; round++) {
            var archived = new AtomicLong();
            StreamHandler handler = handler(archived);
            long start = cpuNanos();
            for (byte[] event : events) {
                var answer =
                        new String(handler.handle(new ByteArrayInputStream(event), "batch"), StandardCharsets.UTF_8);
                if (!answer.equals("{\"batchItemFailures\":[]}")) {
                    throw new IllegalStateException(answer);
                }
            }
            long taken = cpuNanos() - start;
            long readOnly = cpuNanos();
            var reader = new StreamEvent();
            for (byte[] event : events) {
                reader.read(event);
            }
            long read = cpuNanos() - readOnly;
            long records = (long) events.size() * BATCH;
            System.out.printf(
                    "round %d: %,d records a second of CPU, %.1f us a record (reading the event alone %.1f), archived %d B a record%n",
                    round,
                    records * 1_000_000_000L / taken,
                    taken / 1e3 / records,
                    read / 1e3 / records,
                    archived.get() / records);
        }
    }

    /** Of this thread, so that a busy machine changes little. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static StreamHandler handler(AtomicLong archived) {
        var heads = new HashMap<String, ChainHead>();
        var inMemory = new ChainHeads() {
            @Override
            public Map<String, ChainHead> read(Set<String> writers, Deadline deadline) {
                return Map.copyOf(heads);
            }

            @Override
            public void write(Map<String, ChainHead> moved, Deadline deadline) {
                heads.putAll(moved);
            }
        };
        var alarms = new Alarms(
                Chains.writer("alarms", null),
                (records, claim, at, deadline) -> Written.REFUSED,
                InstantSource.system(),
                alarm -> {
                    throw new IllegalStateException("no alarm is due: " + alarm);
                });
        var consumer = new StreamConsumer(
                inMemory,
                new ChainFollowing((writer, from, to, deadline) -> {
                    throw new IllegalStateException("no place is missing");
                }),
                alarms,
                Optional.of((name, content, deadline) -> archived.addAndGet(content.length)),
                new MetricLog(new EmbeddedMetrics("Tollgate", new TreeMap<>()), OutputStream.nullOutputStream()),
                InstantSource.system());
        return new StreamHandler(consumer, Traces.OFF);
    }

    /** The writers' records in turn, as they come in a shard. */
    private static List<byte[]> events(List<List<SealedRecord>> chains) {
        var all = new ArrayList<String>();
        for (int i = 0; i < chains.getFirst().size(); i++) {
            for (List<SealedRecord> chain : chains) {
                all.add(event(all.size(), chain.get(i)));
            }
        }
        var events = new ArrayList<byte[]>();
        for (int from = 0; from + BATCH <= all.size(); from += BATCH) {
            events.add(all.subList(from, from + BATCH).stream()
                    .collect(Collectors.joining(",", "{\"Records\":[", "]}"))
                    .getBytes(StandardCharsets.UTF_8));
        }
        return events;
    }

    private static String event(int number, SealedRecord record) {
        var item = Json.object();
        record.content().members().forEach((name, value) -> item.put(name, typed(value)));
        IndexKeys.of(record).forEach((name, key) -> item.put(name, typed(Json.of(key))));
        Json pk = typed(Json.of("W#" + record.writer()));
        Json sk = typed(Json.of("%012d".formatted(record.seq())));
        item.put("pk", pk).put("sk", sk).put("hash", typed(Json.of(record.hash())));
        return JsonText.write(Json.object()
                .put("eventID", "%032x".formatted(number))
                .put("eventName", "INSERT")
                .put("eventVersion", "1.1")
                .put("eventSource", "aws:dynamodb")
                .put("awsRegion", "eu-central-1")
                .put(
                        "dynamodb",
                        Json.object()
                                .put("ApproximateCreationDateTime", 1_795_867_200L)
                                .put(
                                        "Keys",
                                        Json.object()
                                                .put("pk", pk)
                                                .put("sk", sk)
                                                .build())
                                .put("NewImage", item.build())
                                .put("SequenceNumber", "1%022d".formatted(number))
                                .put("SizeBytes", 1_100)
                                .put("StreamViewType", "NEW_AND_OLD_IMAGES")
                                .build())
                .build());
    }

    private static Json typed(Json value) {
        return switch (value) {
            case Json.Str text -> Json.object().put("S", text).build();
            case Json.Num(String text) -> Json.object().put("N", text).build();
            case Json.Bool bool -> Json.object().put("BOOL", bool).build();
            case Json.Null none -> Json.object().put("NULL", Json.of(true)).build();
            case Json.Arr(List<Json> items) ->
                Json.object()
                        .put(
                                "L",
                                new Json.Arr(items.stream()
                                        .<Json>map(StreamSpeed::typed)
                                        .toList()))
                        .build();
            case Json.Obj(Map<String, Json> members) -> {
                var inner = Json.object();
                members.forEach((name, member) -> inner.put(name, typed(member)));
                yield Json.object().put("M", inner.build()).build();
            }
        };
    }
}
