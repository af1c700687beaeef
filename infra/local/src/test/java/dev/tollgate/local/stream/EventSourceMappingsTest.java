package dev.tollgate.local.stream;

import dev.tollgate.local.Eventually;
import dev.tollgate.local.Item;
import dev.tollgate.local.Lines;
import dev.tollgate.local.LocalStack;
import dev.tollgate.local.Seeding;
import dev.tollgate.local.StackConfig;
import dev.tollgate.local.TestTemplate;
import dev.tollgate.local.dynamodb.DataLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** From an item that is written to the function that is told. */
class EventSourceMappingsTest {
    @TempDir
    Path root;

    @Test
    void bringsChangesInTheOrderOfEachKeyAndGoesOnAfterARestart() throws Exception {
        StackConfig config = TestTemplate.write(root, events("BatchSize: 10"))
                .withData(new DataLocation.Directory(root.resolve("data")));
        try (LocalStack stack = LocalStack.start(config, Seeding.NONE, new Lines())) {
            String endpoint = stack.dynamoDbEndpoint().toString();
            IntStream.range(0, 40).forEach(i -> Item.put(endpoint, i % 2 == 0 ? "even" : "odd", i));
            Eventually.holds("all are taken", () -> taken().size() == 40);
        }
        for (String key : List.of("even", "odd")) {
            List<Integer> order = taken().stream()
                    .filter(line -> line.startsWith(key))
                    .map(line -> Integer.valueOf(line.split(" ")[1]))
                    .toList();
            assertEquals(order.stream().sorted().toList(), order);
        }
        try (LocalStack stack = LocalStack.start(config, Seeding.NONE, new Lines())) {
            Item.put(stack.dynamoDbEndpoint().toString(), "later", 40);
            Eventually.holds("the new one is taken", () -> taken().contains("later 40"));
        }
        assertEquals(41, taken().size(), "nothing is brought twice");
    }

    @Test
    void isolatesAPoisonRecordAndFilters() throws Exception {
        StackConfig config = TestTemplate.write(root, events("""
                BatchSize: 50, MaximumBatchingWindowInSeconds: 1, MaximumRetryAttempts: 1, BisectBatchOnFunctionError: true, \
                FilterCriteria: {Filters: [{Pattern: '{"dynamodb":{"Keys":{"pk":{"S":[{"anything-but":["unwanted"]}]}}}}'}]}"""));
        Path letters = root.resolve(".tollgate/dead-letters/Fn.jsonl");
        try (LocalStack stack = LocalStack.start(config, Seeding.NONE, new Lines())) {
            String endpoint = stack.dynamoDbEndpoint().toString();
            for (int i = 0; i < 6; i++) {
                Item.put(endpoint, i == 3 ? "poison" : i == 4 ? "unwanted" : "good", i);
            }
            Eventually.holds("the good ones are taken", () -> taken().size() == 4);
            Eventually.holds("the poison is put aside", () -> Files.exists(letters));
        }
        assertEquals(List.of("good 0", "good 1", "good 2", "good 5"), taken());
        assertEquals(1, Files.readAllLines(letters).size());
        assertTrue(Files.readString(letters).contains("\"S\":\"poison\""));
    }

    @Test
    void goesOnFromTheRecordThatTheFunctionReports() throws Exception {
        StackConfig config = TestTemplate.write(root, events("""
                BatchSize: 50, MaximumBatchingWindowInSeconds: 1, MaximumRetryAttempts: 0, \
                FunctionResponseTypes: [ReportBatchItemFailures]"""));
        Path letters = root.resolve(".tollgate/dead-letters/Fn.jsonl");
        try (LocalStack stack = LocalStack.start(config, Seeding.NONE, new Lines())) {
            String endpoint = stack.dynamoDbEndpoint().toString();
            for (int i = 0; i < 4; i++) {
                Item.put(endpoint, i == 2 ? "report" : "good", i);
            }
            Eventually.holds("what was reported is put aside", () -> Files.exists(letters));
        }
        assertEquals(List.of("good 0", "good 1"), taken(), "not twice");
        assertEquals(2, Files.readAllLines(letters).size(), "the reported one and what stood behind it");
    }

    @Test
    void bringsAttributesOfEachTypeEmptyOnesToo() throws Exception {
        StackConfig config = TestTemplate.write(
                root, events("BatchSize: 10, MaximumRetryAttempts: 0, BisectBatchOnFunctionError: false"));
        Path letters = root.resolve(".tollgate/dead-letters/Fn.jsonl");
        try (LocalStack stack = LocalStack.start(config, Seeding.NONE, new Lines())) {
            Item.putOfEachType(stack.dynamoDbEndpoint().toString(), "poison", 1);
            Eventually.holds("it is put aside", () -> Files.exists(letters));
        }
        String event = Files.readString(letters);
        for (String attribute : List.of(
                "\"text\":{\"S\":\"\"}",
                "\"number\":{\"N\":\"1.5\"}",
                "\"bytes\":{\"B\":\"Yg==\"}",
                "\"noBytes\":{\"B\":\"\"}",
                "\"texts\":{\"SS\":[\"a\"]}",
                "\"numbers\":{\"NS\":[\"2\"]}",
                "\"manyBytes\":{\"BS\":[\"Yw==\"]}",
                "\"no\":{\"BOOL\":false}",
                "\"nothing\":{\"NULL\":true}",
                "\"noList\":{\"L\":[]}",
                "\"noMap\":{\"M\":{}}",
                "\"nested\":{\"M\":{\"list\":{\"L\":[{\"M\":{}},{\"S\":\"d\"}]}}}")) {
            assertTrue(event.contains(attribute), () -> attribute + " in " + event);
        }
    }

    @Test
    void latestSkipsWhatWasThereBefore() throws Exception {
        StackConfig config = TestTemplate.write(root, events("BatchSize: 10").replace("TRIM_HORIZON", "LATEST"));
        Seeding seeding = (endpoint, tables) -> {
            Item.put(endpoint.toString(), "old", 1);
            return Map.of();
        };
        try (LocalStack stack = LocalStack.start(config, seeding, new Lines())) {
            // The poller takes its place shortly after the start, so only some later item is sure to be seen.
            for (int i = 0; taken().isEmpty() && i < 1_000; i++) {
                Item.put(stack.dynamoDbEndpoint().toString(), "new", i);
            }
        }
        assertFalse(taken().isEmpty());
        assertTrue(taken().stream().allMatch(line -> line.startsWith("new")));
    }

    private List<String> taken() throws IOException {
        Path file = root.resolve("taken");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private static String events(String settings) {
        return "{Changes: {Type: DynamoDB, Properties: {Stream: !GetAtt Items.StreamArn, StartingPosition: TRIM_HORIZON, "
                + settings + "}}}";
    }
}
