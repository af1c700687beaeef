package dev.tollgate.core.metric;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.metric.Metric.Unit;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class EmbeddedMetricsTest {
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private final EmbeddedMetrics form = new EmbeddedMetrics("Tollgate", new TreeMap<>(Map.of("Stack", "test")));

    @Test
    void writesALineAsCloudWatchWantsIt() {
        assertEquals(
                List.of("{\"_aws\":{\"Timestamp\":1795867200000,\"CloudWatchMetrics\":[{\"Namespace\":\"Tollgate\","
                        + "\"Dimensions\":[[\"Stack\"]],\"Metrics\":[{\"Name\":\"Denied\",\"Unit\":\"Count\"},"
                        + "{\"Name\":\"Latency\",\"Unit\":\"Microseconds\"}]}]},\"Stack\":\"test\",\"Denied\":0,"
                        + "\"Latency\":[100,250]}"),
                form.lines(
                        NOON,
                        List.of(
                                Metric.count("Denied", 0),
                                new Metric("Latency", Unit.MICROSECONDS, List.of(100L, 250L)))));
    }

    @Test
    void goesOnInTheNextLineAfterAHundredValues() throws JsonException {
        List<Long> values = LongStream.range(0, 250).boxed().toList();

        List<String> lines =
                form.lines(NOON, List.of(Metric.count("Denied", 7), new Metric("Latency", Unit.MICROSECONDS, values)));

        assertEquals(3, lines.size());
        var found = new ArrayList<Long>();
        for (String line : lines) {
            List<Json> items = parsed(line).items("Latency");
            assertTrue(items.size() <= 100);
            items.forEach(item -> found.add(Long.valueOf(((Json.Num) item).text())));
        }
        assertEquals(values, found);
        assertEquals(
                1,
                lines.stream().filter(line -> line.contains("\"Denied\":7")).count(),
                "a count is said once, or it would be added up");
    }

    @Test
    void goesOnInTheNextLineAfterAHundredMetrics() throws JsonException {
        List<Metric> many = IntStream.range(0, 230)
                .mapToObj(i -> Metric.count("Count" + i, i))
                .toList();

        List<String> lines = form.lines(NOON, many);

        assertEquals(3, lines.size());
        for (String line : lines) {
            Json.Obj directive = (Json.Obj) parsed(line)
                    .object("_aws")
                    .orElseThrow()
                    .items("CloudWatchMetrics")
                    .getFirst();
            assertTrue(directive.items("Metrics").size() <= 100);
        }
    }

    @Test
    void saysNothingWhenNothingWasMeasured() {
        assertEquals(List.of(), form.lines(NOON, List.of(new Metric("Latency", Unit.MICROSECONDS, List.of()))));
    }

    @Test
    void refusesANameThatIsTaken() {
        assertThrows(
                IllegalArgumentException.class,
                () -> form.lines(NOON, List.of(Metric.count("Denied", 1), Metric.count("Denied", 2))));
        assertThrows(IllegalArgumentException.class, () -> form.lines(NOON, List.of(Metric.count("Stack", 1))));
    }

    @Test
    void theLogHasALineEach() {
        var out = new ByteArrayOutputStream();

        var log = new MetricLog(form, out);
        log.write(NOON, List.of(Metric.count("Denied", 1)));
        log.write(NOON, List.of(Metric.of("Lag", Unit.SECONDS, 3)));

        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertEquals(2, lines.size());
        assertTrue(lines.getLast().endsWith("\"Lag\":3}"));
    }

    private static Json.Obj parsed(String line) throws JsonException {
        return (Json.Obj) new JsonText(10).parse(line);
    }
}
