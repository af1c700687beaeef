package dev.tollgate.tests.hooks;

import dev.tollgate.tests.stage.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** The MCP servers that everybody knows, as npm installs them; once for all runs. */
final class NpmServers {
    private static final String VERSION = "2026.8.31";

    private final Path folder;

    private NpmServers(Path folder) {
        this.folder = folder;
    }

    static NpmServers installed() throws Exception {
        Path folder = Files.createDirectories(Repository.root().resolve("tests/target/npm-servers"));
        if (!Files.exists(folder.resolve("node_modules/.bin/mcp-server-everything"))) {
            Files.writeString(folder.resolve("package.json"), "{\"private\": true}");
            Assumptions.assumeTrue(install(folder), "npm is not installed, or cannot install the servers");
        }
        return new NpmServers(folder);
    }

    private static boolean install(Path folder) throws InterruptedException {
        try {
            Process npm = new ProcessBuilder(
                            "npm",
                            "install",
                            "--no-audit",
                            "--no-fund",
                            "@modelcontextprotocol/server-everything@" + VERSION,
                            "@modelcontextprotocol/server-filesystem@" + VERSION)
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

    private String program(String name) {
        return folder.resolve("node_modules/@modelcontextprotocol/" + name + "/dist/index.js")
                .toString();
    }
}
