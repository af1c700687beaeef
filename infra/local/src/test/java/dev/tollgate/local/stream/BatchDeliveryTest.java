package dev.tollgate.local.stream;

import dev.tollgate.core.json.Json;
import dev.tollgate.local.Lines;
import dev.tollgate.local.runtime.Outcome;
import dev.tollgate.local.template.EventSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The rules of retries, cuts and giving up; a function of a few lines stands for the real one. */
class BatchDeliveryTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path directory;

    private final List<String> calls = new ArrayList<>();

    @Test
    void repeatsTheWholeBatchUntilItIsTaken() throws Exception {
        deliver(source(-1, false, false), 3, ids -> calls.size() < 4 ? error() : taken());
        assertEquals(List.of("1,2,3", "1,2,3", "1,2,3", "1,2,3"), calls);
        assertFalse(Files.exists(letters()));
    }

    @Test
    void givesUpAfterTheRetriesAllowed() throws Exception {
        deliver(source(2, false, false), 2, ids -> error());
        assertEquals(List.of("1,2", "1,2", "1,2"), calls);
        assertEquals(2, Files.readAllLines(letters()).size());
        assertTrue(Files.readString(letters())
                .contains("\"condition\":\"RetryAttemptsExhausted\",\"lastFailure\":\"broken\""));
    }

    @Test
    void isolatesAPoisonRecordByCuttingBatchesInHalf() throws Exception {
        deliver(source(1, true, false), 4, ids -> ids.contains("3") ? error() : taken());
        assertEquals(List.of("1,2,3,4", "1,2", "3,4", "3", "3", "4"), calls);
        assertEquals(1, Files.readAllLines(letters()).size());
        assertTrue(Files.readString(letters()).contains("\"SequenceNumber\":\"3\""));
    }

    @Test
    void goesOnFromTheLowestRecordThatTheFunctionNames() throws Exception {
        deliver(source(5, false, true), 4, ids -> calls.size() == 1 ? failed("4", "3") : taken());
        assertEquals(List.of("1,2,3,4", "3,4"), calls);
    }

    @Test
    void anUnknownIdentifierFailsTheWholeBatch() throws Exception {
        deliver(source(5, false, true), 2, ids -> calls.size() == 1 ? failed("77") : taken());
        assertEquals(List.of("1,2", "1,2"), calls);
    }

    @Test
    void giveUpWhatIsTooOld() throws Exception {
        var source = new EventSource(
                "Fn.E",
                "Fn",
                "T",
                "TRIM_HORIZON",
                10,
                Duration.ZERO,
                -1,
                Duration.ofSeconds(60),
                false,
                false,
                List.of());
        delivery(source, ids -> taken())
                .deliver(List.of(record(1, NOW.minusSeconds(61)), record(2, NOW.minusSeconds(59))));
        assertEquals(List.of("2"), calls);
        assertTrue(Files.readString(letters()).contains("RecordAgeExceeded"));
    }

    private void deliver(EventSource source, int records, Function<String, Outcome> function) throws Exception {
        delivery(source, function)
                .deliver(IntStream.rangeClosed(1, records)
                        .mapToObj(n -> record(n, NOW))
                        .toList());
    }

    private BatchDelivery delivery(EventSource source, Function<String, Outcome> function) {
        return new BatchDelivery(
                source,
                event -> {
                    String ids = String.join(
                            ",",
                            Pattern.compile("\"SequenceNumber\":\"(\\d+)\"")
                                    .matcher(new String(event, StandardCharsets.UTF_8))
                                    .results()
                                    .map(match -> match.group(1))
                                    .toList());
                    calls.add(ids);
                    return function.apply(ids);
                },
                new DeadLetters(directory, "Fn", "Fn.E", () -> NOW, new Lines()),
                () -> NOW,
                Duration.ofMillis(1));
    }

    private Path letters() throws IOException {
        return directory.resolve("Fn.jsonl");
    }

    private static EventSource source(int retries, boolean bisect, boolean report) {
        return new EventSource(
                "Fn.E",
                "Fn",
                "T",
                "TRIM_HORIZON",
                10,
                Duration.ZERO,
                retries,
                Duration.ZERO,
                bisect,
                report,
                List.of());
    }

    private static StreamRecord record(int number, Instant created) {
        String sequence = Integer.toString(number);
        return new StreamRecord(
                sequence,
                created,
                Json.object()
                        .put(
                                "dynamodb",
                                Json.object().put("SequenceNumber", sequence).build())
                        .build());
    }

    private static Outcome taken() {
        return new Outcome.Answered("null".getBytes(StandardCharsets.UTF_8));
    }

    private static Outcome error() {
        return new Outcome.FunctionError("broken".getBytes(StandardCharsets.UTF_8));
    }

    private static Outcome failed(String... ids) {
        var items = new ArrayList<Json>();
        for (String id : ids) {
            items.add(Json.object().put("itemIdentifier", id).build());
        }
        return new Outcome.Answered(dev.tollgate.core.json.JsonText.writeBytes(
                Json.object().put("batchItemFailures", new Json.Arr(items)).build()));
    }
}
