package dev.tollgate.local.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class MetricsApartTest {
    @TempDir
    private Path folder;

    private final List<String> shown = new ArrayList<>();

    @Test
    void keepsMetricsInAFileAndShowsTheRest() throws IOException {
        Path file = folder.resolve("metrics.jsonl");
        var console = new MetricsApart(shown::add, file);

        console.line("[StreamFunction 1] {\"_aws\":{\"Timestamp\":1}}");
        console.line("[StreamFunction 1] INFO says [x] {\"_aws\":1}");
        console.line("[StreamFunction 2] {\"_aws\":{\"Timestamp\":2}}");
        console.line("ready");

        assertEquals(List.of("[StreamFunction 1] INFO says [x] {\"_aws\":1}", "ready"), shown);
        assertEquals(List.of("{\"_aws\":{\"Timestamp\":1}}", "{\"_aws\":{\"Timestamp\":2}}"), Files.readAllLines(file));
    }

    @Test
    void theFileDoesNotGrowForEver() throws IOException {
        Path file = folder.resolve("metrics.jsonl");
        var console = new MetricsApart(shown::add, file);
        Files.write(file, new byte[10 * 1024 * 1024]);

        console.line("[StreamFunction 1] {\"_aws\":{\"Timestamp\":1}}");

        assertEquals(List.of("{\"_aws\":{\"Timestamp\":1}}"), Files.readAllLines(file));
        assertTrue(Files.exists(folder.resolve("metrics.jsonl.1")));
    }
}
