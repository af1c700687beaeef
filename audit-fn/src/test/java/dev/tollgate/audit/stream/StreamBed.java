package dev.tollgate.audit.stream;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.archive.Archive;
import dev.tollgate.core.http.Traces;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.metric.EmbeddedMetrics;
import dev.tollgate.core.metric.MetricLog;
import dev.tollgate.core.record.InMemoryRecordStore;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.Writer;
import dev.tollgate.core.tamper.Alarm;
import dev.tollgate.core.tamper.Alarms;
import dev.tollgate.core.tamper.ChainFollowing;
import dev.tollgate.core.tamper.InMemoryTamperStores;
import dev.tollgate.core.tamper.Places;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** The stream function with everything beside it in memory. An instance of it can be ended at any time. */
final class StreamBed {
    static final Instant NOW = Events.CREATED.plusSeconds(2);

    final InMemoryRecordStore table = new InMemoryRecordStore();
    final InMemoryTamperStores stores = new InMemoryTamperStores(table);
    final Files archive = new Files();
    final List<String> told = new ArrayList<>();
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private int chains;
    private Places reader = stores;
    private StreamHandler handler;

    StreamBed() {
        restart();
    }

    /** An archive that takes a name twice only with the same content. */
    static final class Files implements Archive {
        final TreeMap<String, byte[]> byName = new TreeMap<>();
        boolean isDown;

        @Override
        public void put(String name, byte[] content, Deadline deadline) throws StoreException {
            if (isDown) {
                throw new StoreException("the archive is down, as planned", null);
            }
            byte[] there = byName.putIfAbsent(name, content);
            assertTrue(there == null || Arrays.equals(there, content), "the same name with another content: " + name);
        }
    }

    /** What the tables are asked goes on; what the instance remembered is gone. */
    void restart() {
        var writer = new Writer(table, () -> "stream" + ++chains, Json.Obj.EMPTY, () -> NOW);
        var consumer = new StreamConsumer(
                stores,
                new ChainFollowing((writerName, from, to, deadline) -> reader.between(writerName, from, to, deadline)),
                new Alarms(writer, stores, () -> NOW, this::tell),
                Optional.of(archive),
                new MetricLog(new EmbeddedMetrics("Tollgate", new TreeMap<>()), log),
                () -> NOW);
        handler = new StreamHandler(consumer, Traces.OFF);
    }

    void readPlacesWith(Places other) {
        reader = other;
    }

    private void tell(Alarm alarm) {
        told.add(alarm.event().word());
    }

    /** The sequence number from which on the batch is to be delivered again, or an empty text. */
    String take(byte[] event) throws IOException {
        byte[] told = handler.handle(new ByteArrayInputStream(event), "batch");
        try {
            Json.Obj answer = (Json.Obj) new JsonText(5).parse(told);
            return answer.items("batchItemFailures").stream()
                    .map(item -> ((Json.Obj) item).text("itemIdentifier").orElseThrow())
                    .findFirst()
                    .orElse("");
        } catch (JsonException malformed) {
            throw new IllegalStateException(malformed);
        }
    }

    String take(List<Json.Obj> changes) throws IOException {
        return take(Events.of(changes));
    }

    void stands(List<SealedRecord> records) throws StoreException {
        for (SealedRecord record : records) {
            table.append(List.of(record), Deadline.in(Duration.ofMinutes(1)));
        }
    }

    /** The records that it has written itself. */
    List<Json.Obj> alarms() {
        return table.records().stream()
                .filter(record -> record.kind().equals("security"))
                .map(SealedRecord::content)
                .toList();
    }

    List<String> alarmEvents() {
        return alarms().stream().map(alarm -> alarm.text("event").orElseThrow()).toList();
    }

    /** The ids of the records in all files. */
    List<String> archived() {
        return archive.byName.values().stream()
                .flatMap(content -> lines(content).stream())
                .map(event -> event.object("metadata")
                        .flatMap(data -> data.text("uid"))
                        .orElseThrow())
                .toList();
    }

    private static List<Json.Obj> lines(byte[] content) {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(content))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(StreamBed::parsed)
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The last batch's metrics. */
    Json.Obj metrics() {
        return parsed(log.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("\"Records\":"))
                .toList()
                .getLast());
    }

    private static Json.Obj parsed(String line) {
        try {
            return (Json.Obj) new JsonText(30).parse(line);
        } catch (JsonException malformed) {
            throw new IllegalStateException(line, malformed);
        }
    }
}
