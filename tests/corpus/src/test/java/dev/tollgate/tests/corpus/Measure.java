package dev.tollgate.tests.corpus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** Writes the figures into docs/redaction.md; run by {@code make quality} only. */
class Measure {
    private static final String BEGIN = "<!-- quality: begin -->";
    private static final String END = "<!-- quality: end -->";
    private static final int AROUND = 60;

    private final Path root = Path.of(System.getProperty("tollgate.root"));

    @Test
    void writesTheFigures() throws IOException {
        long seed = Long.getLong("tollgate.corpus.seed", 1);
        int size = Integer.getInteger("tollgate.corpus.size", 10_000);
        var measurement = Measurement.of(seed, size);
        Path page = root.resolve("docs/redaction.md");
        String before = Files.readString(page);
        int begin = before.indexOf(BEGIN);
        int end = before.indexOf(END);
        assertTrue(begin >= 0 && end > begin, "docs/redaction.md has the two markers");
        String tables = new QualityReport(measurement).markdown();
        Files.writeString(
                page, before.substring(0, begin + BEGIN.length()) + "\n" + tables + "\n" + before.substring(end));
        errors(measurement, Integer.getInteger("tollgate.corpus.errors", 0));
    }

    /** Of tuned texts only. */
    private void errors(Measurement measurement, int most) throws IOException {
        if (most == 0) {
            return;
        }
        var text = new StringBuilder();
        measurement.errors().stream()
                .limit(most)
                .forEach(error -> text.append(line(error)).append('\n'));
        Path file = root.resolve("tests/corpus/target/quality-errors.txt");
        Files.writeString(file, text);
        System.out.println("Errors: " + file.toAbsolutePath().normalize());
    }

    private static String line(Score.Error error) {
        byte[] bytes = error.text().bytes();
        String before = string(bytes, Math.max(0, error.from() - AROUND), error.from());
        String value = string(bytes, error.from(), Math.min(error.to(), error.from() + 300));
        String after = string(bytes, error.to(), Math.min(bytes.length, error.to() + AROUND));
        return error.what() + "\t" + error.text().template() + "\t"
                + error.text().form() + "\t"
                + (before + ">>>" + value + "<<<" + after).replace("\n", "⏎").replace("\t", "⇥");
    }

    private static String string(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
