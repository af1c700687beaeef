package dev.tollgate.cli;

import dev.tollgate.cli.Session.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Against servers as npm installs them. */
class CatalogueOfRealServersTest {
    private static final String MEMORY = "@modelcontextprotocol/server-memory@2026.8.31";

    @TempDir
    private Path directory;

    @BeforeAll
    static void needsNpm() throws Exception {
        assumeTrue(isInstallable(), "npx is not installed, or npm cannot install " + MEMORY);
    }

    private static boolean isInstallable() throws InterruptedException {
        try {
            Process npm = new ProcessBuilder("npm", "view", MEMORY, "version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean ended = npm.waitFor(30, TimeUnit.SECONDS);
            npm.destroyForcibly();
            return ended && npm.exitValue() == 0;
        } catch (IOException notInstalled) {
            return false;
        }
    }

    @Test
    void writesAndChecksTheCatalogueOfTheMemoryServer() throws Exception {
        Result written = run("memory", "--pin");
        assertEquals(0, written.exitCode(), written.err());
        String yaml = Files.readString(directory.resolve("memory.yaml"));
        assertTrue(yaml.contains("    read_graph: {traits: [read], arguments: "), yaml);
        assertTrue(yaml.contains("    delete_entities: {traits: [write, destructive], arguments: "), yaml);
        assertTrue(Files.readString(directory.resolve("schemas/memory/open_nodes.json"))
                .contains("\"required\": [\"names\"]"));

        Result checked = run("memory", "--check");
        assertEquals("No change: 9 tools as in " + directory.resolve("memory.yaml") + "\n", checked.out());
        assertEquals(0, checked.exitCode());
        assertEquals(
                List.of(),
                ProcessHandle.current()
                        .descendants()
                        .filter(ProcessHandle::isAlive)
                        .toList());
    }

    private Result run(String... arguments) {
        var all = new java.util.ArrayList<>(List.of("catalogue"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--timeout", "120", "--", "npx", "-y", MEMORY));
        return new Session(System.getenv(), directory).run(all.toArray(String[]::new));
    }
}
