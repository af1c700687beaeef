package dev.tollgate.tests.fuzz;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What did not hold, counted by rule; of each rule the first few are written to files. */
final class Violations {
    private static final int KEPT = 8;

    private final Path folder;
    private final Map<String, Integer> counts = new TreeMap<>();

    Violations(Path folder) {
        this.folder = folder;
    }

    boolean isEmpty() {
        return counts.isEmpty();
    }

    /** @param seed that leads there again */
    void add(Violation violation, long seed) {
        int count = counts.merge(violation.rule(), 1, Integer::sum);
        if (count > KEPT) {
            return;
        }
        String name = violation.rule().replaceAll("[^A-Za-z]+", "-") + "-" + count;
        var trace = new StringWriter();
        violation.printStackTrace(new PrintWriter(trace));
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve(name + ".input"), violation.input());
            Files.writeString(folder.resolve(name + ".txt"), "seed " + seed + "\n" + trace);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    String report() {
        return counts.isEmpty() ? "Nothing was violated.\n" : "VIOLATED, see " + folder + ": " + counts + "\n";
    }
}
