package dev.tollgate.tests;

import dev.tollgate.tests.stage.FreePort;
import dev.tollgate.tests.stage.Repository;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** {@code java -jar local.jar} in a directory of its own, which looks like the repository to it. */
final class StackProcess implements AutoCloseable {
    private static final List<String> FUNCTION_PACKAGES = List.of(
            "decision-fn/target/function.zip", "redaction-fn/target/function.zip", "audit-fn/target/function.zip");

    private final Path root;
    private final int port;
    private Process process;

    StackProcess() throws IOException {
        root = Repository.scratch("stack-process");
        Files.copy(Repository.root().resolve("template.yaml"), root.resolve("template.yaml"));
        for (String function : FUNCTION_PACKAGES) {
            Path link = root.resolve(function);
            Files.createDirectories(link.getParent());
            Files.createSymbolicLink(link, Repository.root().resolve(function));
        }
        port = FreePort.find();
    }

    /** Returns when the stack says that it is ready. */
    void start() throws Exception {
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-jar",
                        Repository.root()
                                .resolve("infra/local/target/local.jar")
                                .toString())
                .directory(root.toFile())
                .redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "PORT",
                        Integer.toString(port),
                        "INSTANCES",
                        "2",
                        "DATA",
                        "data",
                        "BUNDLE",
                        Repository.bundle("e2e").toString()));
        process = builder.start();
        var ready = new CompletableFuture<String>();
        Process started = process;
        Thread.ofPlatform().daemon().start(() -> copyLog(started, ready));
        String line = ready.get(90, TimeUnit.SECONDS);
        if (!line.startsWith("Ready")) {
            throw new AssertionError("the stack did not start:\n" + Files.readString(log()));
        }
    }

    private void copyLog(Process started, CompletableFuture<String> ready) {
        try (BufferedReader lines = started.inputReader();
                var log = new PrintWriter(
                        Files.newBufferedWriter(log(), StandardOpenOption.CREATE, StandardOpenOption.APPEND), true)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                log.println(line);
                if (line.startsWith("Ready")) {
                    ready.complete(line);
                }
            }
        } catch (IOException ended) {
            // It was killed.
        }
        ready.complete("ended");
    }

    /**
     * Lets no file of the stack's own process grow above a size, until {@link #hasRoom}: SQLite takes that for a full disk.
     * What functions write themselves is not bounded.
     */
    void isFull() throws Exception {
        long bytes = Files.size(root.resolve("data/shared-local-instance.db"));
        limitFiles(Long.toString(bytes));
    }

    void hasRoom() throws Exception {
        limitFiles("unlimited");
    }

    /** The soft limit alone, which anybody may put up again. */
    private void limitFiles(String bytes) throws Exception {
        var prlimit = new ProcessBuilder("prlimit", "--pid", Long.toString(pid()), "--fsize=" + bytes + ":")
                .redirectErrorStream(true)
                .start();
        String said = new String(prlimit.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, prlimit.waitFor(), said);
    }

    /** What the stack has said of its disk. */
    List<String> linesOfDisk() throws IOException {
        return Files.readAllLines(log()).stream()
                .filter(line -> line.startsWith("DynamoDB Local cannot write to "))
                .toList();
    }

    private Path log() {
        return root.resolve("stack.log");
    }

    URI url() {
        return URI.create(environment().get("TOLLGATE_URL"));
    }

    URI dynamoDb() {
        return URI.create(environment().get("TOLLGATE_DYNAMODB_ENDPOINT"));
    }

    Map<String, String> tables() {
        return Map.of("RegistryTable", "tollgate-RegistryTable", "AuditTable", "tollgate-AuditTable");
    }

    long pid() {
        return process.pid();
    }

    /** The stack's process and all that it started. */
    List<ProcessHandle> family() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
    }

    private Map<String, String> environment() {
        var variables = new HashMap<String, String>();
        try {
            for (String line : Files.readAllLines(root.resolve(".tollgate/local.env"))) {
                int equals = line.indexOf('=');
                variables.put(line.substring(0, equals), line.substring(equals + 1));
            }
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
        return variables;
    }

    /** Asks it to end, and sees to it that nothing of it is left. */
    @Override
    public void close() {
        List<ProcessHandle> family = family();
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        List<Long> left = family.stream()
                .filter(ProcessHandle::isAlive)
                .map(ProcessHandle::pid)
                .toList();
        if (!left.isEmpty()) {
            throw new AssertionError("processes are left: " + left);
        }
    }
}
