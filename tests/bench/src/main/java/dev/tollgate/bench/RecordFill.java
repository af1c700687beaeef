package dev.tollgate.bench;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.Writer;
import dev.tollgate.core.store.ItemLines;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Writes so many records of the last seven days into a file, as items of the audit table. See tests/bench/README.md. */
public final class RecordFill {
    static final int DAYS = 7;
    private static final int INSTANCES = 20;
    private static final Duration AN_INSTANCE_LIVES = Duration.ofHours(6);
    private static final Duration KEPT = Duration.ofDays(90);

    private final ItemLines store;
    private final int count;
    private final Instant begin;
    private final Random random = new Random(20261128);
    private final RecordMix mix = new RecordMix(random);
    private List<Writer> writers = List.of();
    private Instant now;
    private int names;

    private RecordFill(ItemLines store, int count, Instant end) {
        this.store = store;
        this.count = count;
        this.begin = end.minus(Duration.ofDays(DAYS));
        this.now = begin;
    }

    public static void main(String[] args) throws StoreException, IOException {
        int count = Integer.parseInt(args[0]);
        try (var out = new PrintWriter(Files.newBufferedWriter(Path.of(args[1])))) {
            new RecordFill(new ItemLines(out), count, Instant.now().truncatedTo(ChronoUnit.MICROS)).run();
            if (out.checkError()) {
                throw new IOException(args[1] + " cannot be written");
            }
        }
    }

    private void run() throws StoreException {
        Duration step = Duration.ofDays(DAYS).dividedBy(count);
        Instant renewal = begin;
        for (int i = 0; i < count; i++) {
            now = begin.plus(step.multipliedBy(i)).truncatedTo(ChronoUnit.MICROS);
            if (!now.isBefore(renewal)) {
                renewal = now.plus(AN_INSTANCE_LIVES);
                writers = writers();
            }
            RecordMix.Made made = mix.next();
            writers.get(random.nextInt(INSTANCES))
                    .append(
                            List.of(new Draft(made.kind(), now, now.plus(KEPT), made.members())),
                            Deadline.in(Duration.ofMinutes(5)));
        }
    }

    private List<Writer> writers() {
        var writers = new ArrayList<Writer>();
        for (int i = 0; i < INSTANCES; i++) {
            String name = "06h%08d%015d".formatted(random.nextInt(100_000_000), names++);
            writers.add(new Writer(
                    store, () -> name, Json.object().put("version", "bench").build(), () -> now));
        }
        return writers;
    }
}
