package dev.tollgate.tests.security;

import dev.tollgate.tests.stage.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Each line of the tables of threats in docs/security.md names tests that exist. */
class ThreatModelTest {
    private static final String HEADING = "| threat | what stops it | what is left | test |";
    private static final Pattern TEST = Pattern.compile("`([A-Za-z]+)#([A-Za-z0-9]+)`");
    private static final int COLUMNS = 4;

    @Test
    void everyThreatNamesTestsThatExist() throws IOException {
        List<String> threats = threats(Files.readString(Repository.root().resolve("docs/security.md")));
        assertTrue(threats.size() >= 50, () -> "only " + threats.size() + " threats were found");

        assertEquals(List.of(), problems(threats, sources()));
    }

    @Test
    void aThreatWithoutATestAndATestThatIsNotThereAreFound() throws IOException {
        Map<String, String> sources = sources();

        assertEquals(
                List.of("names no test: | a | b | c | later |"), problems(List.of("| a | b | c | later |"), sources));
        assertEquals(
                List.of("no class NoSuchTest", "no method ThreatModelTest#noSuchTest"),
                problems(List.of("| a | b | c | `NoSuchTest#x`, `ThreatModelTest#noSuchTest` |"), sources));
        assertEquals(List.of("has not 4 columns: | a | b |"), problems(List.of("| a | b |"), sources));
        assertEquals(
                List.of("says nothing in a column: | a |  | c | `ThreatModelTest#everyThreatNamesTestsThatExist` |"),
                problems(List.of("| a |  | c | `ThreatModelTest#everyThreatNamesTestsThatExist` |"), sources));
    }

    private static List<String> threats(String page) {
        var threats = new ArrayList<String>();
        boolean isInTable = false;
        for (String line : page.lines().toList()) {
            isInTable = line.equals(HEADING) || isInTable && line.startsWith("|");
            if (isInTable && !line.equals(HEADING) && !line.startsWith("|---")) {
                threats.add(line);
            }
        }
        return threats;
    }

    private static List<String> problems(List<String> threats, Map<String, String> sources) {
        return threats.stream().flatMap(threat -> problems(threat, sources)).toList();
    }

    private static Stream<String> problems(String threat, Map<String, String> sources) {
        List<String> columns = Arrays.stream(
                        threat.substring(1, threat.length() - 1).split("\\|", -1))
                .map(String::strip)
                .toList();
        if (columns.size() != COLUMNS) {
            return Stream.of("has not " + COLUMNS + " columns: " + threat);
        }
        if (columns.contains("")) {
            return Stream.of("says nothing in a column: " + threat);
        }
        List<MatchResult> tests = TEST.matcher(columns.getLast()).results().toList();
        return tests.isEmpty()
                ? Stream.of("names no test: " + threat)
                : tests.stream().flatMap(test -> problem(test.group(1), test.group(2), sources).stream());
    }

    private static Optional<String> problem(String type, String method, Map<String, String> sources) {
        String source = sources.get(type);
        if (source == null) {
            return Optional.of("no class " + type);
        }
        return isThere(method, source) ? Optional.empty() : Optional.of("no method " + type + "#" + method);
    }

    /** A test gives back nothing, or more tests. */
    private static boolean isThere(String method, String source) {
        return Pattern.compile("(void|>) " + Pattern.quote(method) + "\\(")
                .matcher(source)
                .find();
    }

    /** By the name of the class. */
    private static Map<String, String> sources() throws IOException {
        var sources = new LinkedHashMap<String, String>();
        Files.walkFileTree(Repository.root(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = String.valueOf(folder.getFileName());
                boolean isOurs = folder.equals(Repository.root())
                        || !name.startsWith(".") && !name.equals("target") && !folder.endsWith("src/main");
                return isOurs ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = file.getFileName().toString();
                if (name.endsWith(".java")) {
                    sources.merge(name.substring(0, name.length() - ".java".length()), text(file), String::concat);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return sources;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
