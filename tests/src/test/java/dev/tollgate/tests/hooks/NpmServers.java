package dev.tollgate.tests.hooks;

import dev.tollgate.tests.stage.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** The MCP servers and the inspector that everybody knows, as npm installs them; once for all runs. */
final class NpmServers {
    private static final String PACKAGES = """
            {"private": true, "dependencies": {
              "@modelcontextprotocol/inspector": "2.12.0",
              "@modelcontextprotocol/server-everything": "2026.8.31",
              "@modelcontextprotocol/server-filesystem": "2026.8.31",
              "@modelcontextprotocol/server-memory": "2026.8.31"}}
            """;

    private final Path folder;

    private NpmServers(Path folder) {
        this.folder = folder;
    }

    static NpmServers installed() throws Exception {
        Path folder = Files.createDirectories(Repository.root().resolve("tests/target/npm-servers"));
        Path wanted = folder.resolve("package.json");
        Path done = folder.resolve("node_modules/installed.json");
        if (!Files.exists(done) || !Files.readString(done).equals(PACKAGES)) {
            Files.writeString(wanted, PACKAGES);
            Assumptions.assumeTrue(install(folder), "npm is not installed, or cannot install the servers");
            Files.copy(wanted, done, StandardCopyOption.REPLACE_EXISTING);
        }
        return new NpmServers(folder);
    }

    private static boolean install(Path folder) throws InterruptedException {
        try {
            Process npm = new ProcessBuilder("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts")
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean ended = npm.waitFor(120, TimeUnit.SECONDS);
            npm.destroyForcibly();
            return ended && npm.exitValue() == 0;
        } catch (IOException notInstalled) {
            return false;
        }
    }

    /** Where programs find what is installed. */
    Path folder() {
        return folder;
    }

    /** @param transport {@code stdio} or {@code streamableHttp}; that one reads {@code PORT} */
    List<String> everything(String transport) {
        return List.of("node", program("server-everything"), transport);
    }

    List<String> filesystem(Path allowed) {
        return List.of("node", program("server-filesystem"), allowed.toString());
    }

    /** Keeps what it is told in the file that {@code MEMORY_FILE_PATH} names. */
    List<String> memory() {
        return List.of("node", program("server-memory"));
    }

    /** MCP's own inspector, without its pages. */
    List<String> inspector(Path servers, String server, String... words) {
        var command = new ArrayList<>(List.of(
                "node",
                folder.resolve("node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js")
                        .toString(),
                "--cli",
                "--config",
                servers.toString(),
                "--server",
                server));
        command.addAll(List.of(words));
        return command;
    }

    private String program(String name) {
        return folder.resolve("node_modules/@modelcontextprotocol/" + name + "/dist/index.js")
                .toString();
    }
}
