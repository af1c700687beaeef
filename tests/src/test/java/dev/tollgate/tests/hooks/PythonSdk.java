package dev.tollgate.tests.hooks;

import dev.tollgate.tests.stage.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** MCP's Python SDK in an environment of its own, as pip installs it; once for all runs. */
final class PythonSdk {
    private static final String PACKAGE = "mcp==2.3.0";

    private final Path python;

    private PythonSdk(Path python) {
        this.python = python;
    }

    static PythonSdk installed() throws Exception {
        Path folder = Repository.root().resolve("tests/target/python-sdk");
        Path python = folder.resolve("bin/python");
        Path done = folder.resolve("installed.txt");
        if (!Files.exists(done) || !Files.readString(done).equals(PACKAGE)) {
            Assumptions.assumeTrue(
                    succeeds(List.of("python3", "-m", "venv", folder.toString()))
                            && succeeds(List.of(
                                    python.toString(), "-m", "pip", "install", "-q", "--retries", "0", PACKAGE)),
                    "python3 is not installed, or pip cannot install " + PACKAGE);
            Files.writeString(done, PACKAGE);
        }
        return new PythonSdk(python);
    }

    private static boolean succeeds(List<String> command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean ended = process.waitFor(60, TimeUnit.SECONDS);
            process.destroyForcibly();
            return ended && process.exitValue() == 0;
        } catch (IOException notInstalled) {
            return false;
        }
    }

    /** The interpreter that finds the SDK. */
    Path python() {
        return python;
    }
}
