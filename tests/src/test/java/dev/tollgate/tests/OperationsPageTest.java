package dev.tollgate.tests;

import dev.tollgate.tests.stage.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/** Whoever is woken by an alarm finds it in docs/operations.md, and whoever deploys finds each parameter. */
class OperationsPageTest {
    private static final Pattern ALARM =
            Pattern.compile("^  (\\w+):\\R    Type: AWS::CloudWatch::(?:Composite)?Alarm$", Pattern.MULTILINE);
    private static final Pattern PARAMETER = Pattern.compile("^  (\\w+):\\R    Type: ", Pattern.MULTILINE);

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
