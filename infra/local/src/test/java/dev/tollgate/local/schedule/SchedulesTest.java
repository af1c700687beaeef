package dev.tollgate.local.schedule;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.local.Eventually;
import dev.tollgate.local.Lines;
import dev.tollgate.local.LocalStack;
import dev.tollgate.local.Seeding;
import dev.tollgate.local.TestTemplate;
import dev.tollgate.local.template.Schedule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SchedulesTest {
    @TempDir
    Path root;

    @Test
    void callsTheFunctionAtOnceAndThenAtItsRate() throws Exception {
        var lines = new Lines();
        var config = TestTemplate.write(root, "{Minute: {Type: Schedule, Properties: {Schedule: rate(1 minute)}}}");
        try (LocalStack stack = LocalStack.start(config, Seeding.NONE, lines)) {
            Eventually.holds("the function is called", () -> Files.exists(root.resolve("taken")));
            assertEquals("Fn", stack.function("Fn").function().logicalId());
        }
        assertEquals(1, Files.readAllLines(root.resolve("taken")).size());
        assertTrue(lines.has("Clock calls Fn every 60 s"), lines::toString);
    }

    @Test
    void sendsWhatEventBridgeSends() throws Exception {
        var schedule = new Schedule("Fn.Minute", "Fn", Duration.ofMinutes(1));
        byte[] event = Schedules.event(schedule, InstantSource.fixed(Instant.parse("2026-11-28T00:30:00.5Z")));
        var json = (Json.Obj) new JsonText(4).parse(event);

        assertEquals("Scheduled Event", json.text("detail-type").orElseThrow());
        assertEquals("2026-11-28T00:30:00Z", json.text("time").orElseThrow());
    }
}
