package dev.tollgate.tests.hooks;

import dev.tollgate.tests.stage.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Who reads only how a page begins knows what its runtime does when Tollgate is away. */
class PagesTest {
    private static final Path PAGES = Repository.root().resolve("docs/hooks");
    private static final String FAILS = """
            acs.md | on_decision_failure: "deny"
            agentcore.md | nothing is called when Tollgate is away
            authzen.md | deny when it gets no decision
            claude-code.md | "onFailure": "block"
            docker.md | nothing is called when Tollgate is away
            java.md | Whatever fails is a refusal
            mcp-proxy.md | When it gets no answer it refuses
            python.md | fails closed
            shell.md | lets calls through
            toolhive.md | failure_policy: ignore
            typescript.md | fails closed
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = FAILS)
    void thePageBeginsWithWhatHappensWhenTollgateIsAway(String page, String said) throws IOException {
        String text = Files.readString(PAGES.resolve(page));
        String beginning = text.substring(0, text.indexOf("\n## "));

        assertTrue(beginning.contains(said), beginning);
    }

    @Test
    void noPageIsLeftOut() throws IOException {
        try (Stream<Path> pages = Files.list(PAGES)) {
            List<String> names = pages.map(page -> page.getFileName().toString())
                    .filter(name -> !name.equals("README.md"))
                    .sorted()
                    .toList();
            List<String> asked = FAILS.lines()
                    .map(line -> line.substring(0, line.indexOf(' ')))
                    .toList();
            assertEquals(asked, names);
        }
    }
}
