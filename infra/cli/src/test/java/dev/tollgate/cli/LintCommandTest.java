package dev.tollgate.cli;

import dev.tollgate.cli.Session.Result;
import dev.tollgate.core.json.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LintCommandTest {
    private static final String STARTER =
            BundleFolder.ofRepository("infra/bundle").toString();

    @TempDir
    private Path directory;

    private Session session;

    @BeforeEach
    void withoutAStack() {
        session = new Session(Map.of(), directory);
    }

    @Test
    void lintSaysThatAllIsWell() throws Exception {
        Result text = session.run("bundle", "lint", STARTER);
        assertEquals(0, text.exitCode());
        assertTrue(
                text.out()
                        .matches(
                                "\\Q" + STARTER + "\\E: no problems. bundle starter, policies 37, limits 6, servers 7, "
                                        + "sha256:[0-9a-f]{64}\n"),
                text.out());

        Json.Obj json =
                session.run("bundle", "lint", STARTER, "--output", "json").json();
        assertEquals(List.of(), json.items("problems"));
        assertEquals("starter", json.object("bundle").orElseThrow().text("name").orElseThrow());
    }

    @Test
    void lintSaysWhatIsWrong() throws Exception {
        String folder = BundleFolder.of(
                        directory,
                        "policies/x.yaml",
                        "apiVersion: tollgate.dev/v1\nkind: Bundel\nmetadata: {name: b}\n")
                .resolve("policies")
                .toString();

        Result text = session.run("bundle", "lint", folder);
        assertEquals(1, text.exitCode());
        assertEquals(
                folder
                        + "/x.yaml:2:7: there is no kind 'Bundel' (expected one of Bundle, Policy, Limit, Server, "
                        + "Redaction, Data, Schedule, Test); did you mean 'Bundle'?\n1 problem\n",
                text.out());

        Result json = session.run("bundle", "lint", folder, "--output", "json");
        assertEquals(1, json.exitCode());
        Json.Obj problem = (Json.Obj) json.json().items("problems").getFirst();
        assertEquals("x.yaml", problem.text("file").orElseThrow());
        assertEquals(7, problem.integer("column").orElseThrow());
    }

    @Test
    void lintWarnsOfWhatOnlyLooksWrongAndFailsOnItWhenAsked() throws Exception {
        String folder =
                BundleFolder.of(directory, "old/x.yaml", """
                        {apiVersion: tollgate.dev/v1, kind: Bundle, metadata: {name: b}, spec: {}}
                        ---
                        apiVersion: tollgate.dev/v1
                        kind: Policy
                        metadata: {name: p}
                        spec:
                          target: {}
                          rules: [{id: never, effect: deny}]
                          exceptions:
                            - {id: X-1, subjects: ["*"], rules: [never], until: 2020-02-29, reason: r, approved_by: a}
                        """).resolve("old").toString();
        String warning = folder
                + "/x.yaml:10:57: warning: this exception is over since 2020-03-01T00:00:00Z and can be removed\n";

        Result text = session.run("bundle", "lint", folder);
        assertEquals(0, text.exitCode());
        assertTrue(text.out().startsWith(warning + folder + ": no problems, 1 warning. bundle b, "), text.out());

        Result strict = session.run("bundle", "lint", "--strict", folder, "--output", "json");
        assertEquals(1, strict.exitCode());
        assertEquals(1, strict.json().items("warnings").size());
        assertEquals(List.of(), strict.json().items("problems"));
    }
}
