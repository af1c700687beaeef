package dev.tollgate.tests;

import dev.tollgate.tests.stage.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Whoever is woken by an alarm finds it in docs/operations.md, and whoever deploys finds each parameter. */
class OperationsPageTest {
    private static final Pattern ALARM =
            Pattern.compile("^  (\\w+):\\R    Type: AWS::CloudWatch::(?:Composite)?Alarm$", Pattern.MULTILINE);
    private static final Pattern PARAMETER = Pattern.compile("^  (\\w+):\\R    Type: ", Pattern.MULTILINE);

    /** A class, or the class of a method. */
    private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z]+(?:IT|Test|Contract))(?:#\\w+)?`");

    @Test
    void namesEveryAlarm() throws IOException {
        assertAllAreNamed(ALARM, read("template.yaml"));
    }

    @Test
    void explainsEveryParameter() throws IOException {
        String template = read("template.yaml");
        assertAllAreNamed(
                PARAMETER, template.substring(template.indexOf("\nParameters:"), template.indexOf("\nRules:")));
    }

    /** A fault that no test shows, or one that was renamed since, is a promise that nobody keeps. */
    @Test
    void eachFaultNamesTestsThatExist() throws IOException {
        String page = read("docs/operations.md");
        int start = page.indexOf("\n## Faults that are tested");
        List<String> faults = page.substring(start, page.indexOf("\n## ", start + 1))
                .lines()
                .filter(line -> line.startsWith("| ") && !line.endsWith("| shown by |"))
                .toList();
        assertTrue(faults.size() > 10, () -> "only " + faults.size() + " faults were found");
        Set<String> files = javaFiles();
        for (String fault : faults) {
            List<String> tests =
                    TEST.matcher(fault).results().map(OperationsPageTest::name).toList();
            assertFalse(tests.isEmpty(), "names no test: " + fault);
            assertEquals(
                    List.of(),
                    tests.stream()
                            .filter(test -> !files.contains(test + ".java"))
                            .toList(),
                    "not there");
        }
    }

    private static Set<String> javaFiles() throws IOException {
        var names = new HashSet<String>();
        for (String module : List.of("core", "audit-fn", "tests")) {
            try (Stream<Path> files =
                    Files.walk(Repository.root().resolve(module).resolve("src/test/java"))) {
                files.forEach(file -> names.add(file.getFileName().toString()));
            }
        }
        return names;
    }

    private static void assertAllAreNamed(Pattern pattern, String template) throws IOException {
        List<String> names = pattern.matcher(template)
                .results()
                .map(OperationsPageTest::name)
                .toList();
        assertFalse(names.isEmpty());
        String page = read("docs/operations.md");
        assertEquals(
                List.of(),
                names.stream().filter(name -> !page.contains("`" + name + "`")).toList());
    }

    private static String name(MatchResult found) {
        return found.group(1);
    }

    private static String read(String file) throws IOException {
        return Files.readString(Repository.root().resolve(file));
    }
}
