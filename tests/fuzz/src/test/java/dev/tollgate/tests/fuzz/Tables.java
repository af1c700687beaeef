package dev.tollgate.tests.fuzz;

import dev.tollgate.core.scan.Field;
import dev.tollgate.core.scan.Finding;
import dev.tollgate.core.scan.JsonScan;
import dev.tollgate.core.scan.MarkedText;
import dev.tollgate.core.scan.Scanner;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The texts of the scanner's own tests: what fuzzing begins with, and what it plants. */
public final class Tables {
    private static final List<String> MARKED = List.of(
            "forms",
            "ids-europe",
            "ids-americas",
            "ids-asia-africa-australia",
            "phones",
            "names",
            "births",
            "addresses",
            "health",
            "things",
            "secrets",
            "secret-kinds");
    private static final List<String> PLAIN = List.of("harmless", "injections");
    private static final int SHORTEST_VALUE = 6;
    private static final int LONGEST_TEXT = 4_000;

    private final List<String> texts = new ArrayList<>();
    private final List<String> harmless;
    private final List<Planted> planted = new ArrayList<>();

    public Tables(Scanner scanner) {
        for (String table : MARKED) {
            for (String line : lines(table)) {
                String text = MarkedText.of(line).text();
                texts.add(text);
                planted(text, scanner).ifPresent(planted::add);
            }
        }
        PLAIN.forEach(table -> texts.addAll(lines(table)));
        harmless = lines("harmless");
    }

    /** Any line of any table. */
    public List<String> texts() {
        return texts;
    }

    /** In which nothing is to be found. */
    public List<String> harmless() {
        return harmless;
    }

    public List<Planted> planted() {
        return planted;
    }

    private static Optional<Planted> planted(String text, Scanner scanner) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > LONGEST_TEXT) {
            return Optional.empty();
        }
        List<String> found = scanner.scan(bytes, 0, bytes.length, Field.NONE).values().stream()
                .filter(finding -> finding.confidence() >= JsonScan.LEAST_CONFIDENCE)
                .map(finding -> value(bytes, finding))
                .toList();
        List<String> values = found.stream()
                .distinct()
                .filter(value -> value.length() >= SHORTEST_VALUE)
                .filter(value -> Texts.count(text, value)
                        == found.stream().filter(value::equals).count())
                .toList();
        return values.isEmpty() ? Optional.empty() : Optional.of(new Planted(text, values));
    }

    private static String value(byte[] text, Finding finding) {
        return new String(text, finding.from(), finding.to() - finding.from(), StandardCharsets.UTF_8);
    }

    private static List<String> lines(String table) {
        try (InputStream lines = MarkedText.class.getResourceAsStream("/scan/" + table + ".txt")) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.replace("¦", "").replace('⏎', '\n').replace("\\n", "\n"))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
