package dev.tollgate.local.stream;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.local.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;

/** Where a stream's records end that the function did not take: a line of JSON each, instead of an on-failure queue. */
final class DeadLetters {
    private final Path file;
    private final String source;
    private final InstantSource clock;
    private final Console console;

    DeadLetters(Path directory, String function, String source, InstantSource clock, Console console) {
        this.file = directory.resolve(function + ".jsonl");
        this.source = source;
        this.clock = clock;
        this.console = console;
    }

    void add(List<StreamRecord> records, String condition, String lastFailure) {
        var lines = new StringBuilder();
        for (StreamRecord record : records) {
            lines.append(JsonText.write(Json.object()
                            .put("timestamp", clock.instant().toString())
                            .put("eventSource", source)
                            .put("condition", condition)
                            .put("lastFailure", lastFailure)
                            .put("record", record.event())
                            .build()))
                    .append('\n');
        }
        console.line("[" + source + "] -- gave up " + records.size() + " record(s), " + condition + ": see " + file);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException unwritable) {
            console.line("[" + source + "] -- cannot write " + file + ": " + unwritable.getMessage());
        }
    }
}
