package dev.tollgate.tests;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.Writer;
import dev.tollgate.core.record.WriterName;
import dev.tollgate.core.store.DynamoCalls;
import dev.tollgate.core.store.DynamoRecords;
import dev.tollgate.local.dynamodb.LocalClients;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** A program that records one decision after the other until it is killed, and says {@code written} for each. */
final class WriterProcess {
    private WriterProcess() {}

    static Process start(URI dynamoDb, String table) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx96m",
                        "-cp",
                        classPath,
                        WriterProcess.class.getName(),
                        dynamoDb.toString(),
                        table)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    public static void main(String[] arguments) {
        var clock = InstantSource.system();
        try (var client = new LocalClients(URI.create(arguments[0])).tables()) {
            var writer = new Writer(
                    new DynamoRecords(new DynamoCalls(client), arguments[1]),
                    new WriterName(new SecureRandom(), clock),
                    Json.object().put("function", "test").build(),
                    clock);
            while (!System.out.checkError()) {
                write(writer, clock.instant());
            }
        }
    }

    private static void write(Writer writer, Instant now) {
        Json.Obj members = Json.object()
                .put("agent", "e2e-bot")
                .put("server", "docs")
                .put("tool", "read")
                .put("effect", "allow")
                .put("reason", "allowed")
                .put("bundle", "0".repeat(64))
                .put("took_us", 1_234)
                .build();
        try {
            writer.append(
                    List.of(new Draft(Draft.Kind.DECISION, now, now.plus(Duration.ofDays(90)), members)),
                    Deadline.in(Duration.ofMillis(1_300)));
            System.out.println("written");
        } catch (StoreException unanswered) {
            // The next one goes to a new chain, which names this one.
        }
    }
}
