package dev.tollgate.bench;

import dev.tollgate.core.store.RegistryAdministration;
import dev.tollgate.local.dynamodb.LocalClients;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** The local stack as {@code make run} starts it, in processes and a folder of its own, with its data on disk. */
final class SoakStack implements AutoCloseable {
    /** How many own an agent, and how many agents each of them owns. */
    private static final int OWNERS = 4;

    private static final int AGENTS_OF_AN_OWNER = 5;
    private static final long READY_WITHIN_NANOS = TimeUnit.MINUTES.toNanos(3);
    private static final int MOST_STARTS = 5;
    private static final List<String> PACKAGES = List.of("decision-fn", "redaction-fn", "audit-fn");

    private final Path repository;
    private final Path folder;
    private final Process process;
    private final Map<String, String> settings = new HashMap<>();

    private SoakStack(Path repository, Path folder, Process process) {
        this.repository = repository;
        this.folder = folder;
        this.process = process;
    }

    /** An agent, and who answers for it. */
    record SoakAgent(String id, String owner) {}

    /** What {@code tollgate audit verify} said. */
    record Verified(boolean isGood, String text) {}

    /**
     * On a busy machine five functions that start at once may take longer than Lambda waits: then once more.
     *
     * @param folder is emptied
     */
    static SoakStack start(Path repository, Path folder) throws IOException {
        for (int failures = 1; ; failures++) {
            try {
                return startOnce(repository, folder);
            } catch (IOException failed) {
                if (failures == MOST_STARTS) {
                    throw failed;
                }
                System.out.println("The stack did not start, and is started again. " + failed.getMessage());
            }
        }
    }

    private static SoakStack startOnce(Path repository, Path folder) throws IOException {
        empty(folder);
        Files.copy(repository.resolve("template.yaml"), folder.resolve("template.yaml"));
        for (String function : PACKAGES) {
            Path link = folder.resolve(function).resolve("target");
            Files.createDirectories(link);
            Files.createSymbolicLink(
                    link.resolve("function.zip"),
                    repository.resolve(function).resolve("target").resolve("function.zip"));
        }
        var builder = java(repository.resolve("infra/local/target/local.jar"), folder, List.of())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("stack.log").toFile());
        builder.environment()
                .putAll(Map.of(
                        "PORT",
                        "0",
                        "INSTANCES",
                        "2",
                        "DATA",
                        "data",
                        "BUNDLE",
                        repository.resolve("tests/bundles/soak").toString()));
        var stack = new SoakStack(repository, folder, builder.start());
        stack.awaitReady();
        return stack;
    }

    private static ProcessBuilder java(Path jar, Path folder, List<String> arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms96m",
                "-Xmx1g",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-jar",
                jar.toString()));
        command.addAll(arguments);
        return new ProcessBuilder(command).directory(folder.toFile());
    }

    private void awaitReady() throws IOException {
        Path log = folder.resolve("stack.log");
        long end = System.nanoTime() + READY_WITHIN_NANOS;
        while (Files.readAllLines(log).stream().noneMatch(line -> line.startsWith("Ready"))) {
            if (!process.isAlive() || System.nanoTime() > end) {
                close();
                throw new IOException("the stack did not start:\n" + Files.readString(log));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        for (String line : Files.readAllLines(folder.resolve(".tollgate/local.env"))) {
            int equals = line.indexOf('=');
            settings.put(line.substring(0, equals), line.substring(equals + 1));
        }
    }

    URI url() {
        return URI.create(settings.get("TOLLGATE_URL"));
    }

    /** An enforcer's, which asks for every agent. */
    String key() {
        return settings.get("TOLLGATE_ENFORCER_KEY");
    }

    List<SoakAgent> newAgents() throws Exception {
        var agents = new ArrayList<SoakAgent>();
        try (var client = new LocalClients(URI.create(settings.get("TOLLGATE_DYNAMODB_ENDPOINT"))).tables()) {
            var registry = new RegistryAdministration(client, settings.get("TOLLGATE_REGISTRY_TABLE"));
            for (int n = 0; n < OWNERS * AGENTS_OF_AN_OWNER; n++) {
                var agent = new SoakAgent("soak-" + n, "owner-" + n % OWNERS);
                registry.createAgent(agent.id(), "soak", agent.owner(), List.of("analyst"));
                agents.add(agent);
            }
        }
        return agents;
    }

    /** The stack's own process and those of the functions, without the shell that ends them when the stack is killed. */
    List<ProcessHandle> processes() {
        return Stream.concat(
                        Stream.of(process.toHandle()), process.descendants().filter(SoakStack::isJava))
                .sorted(Comparator.comparingLong(ProcessHandle::pid))
                .toList();
    }

    private static boolean isJava(ProcessHandle handle) {
        return handle.info()
                .command()
                .filter(command -> command.endsWith("java"))
                .isPresent();
    }

    /** All records and checkpoints, with the stack's own command. */
    Verified verify() throws IOException, InterruptedException {
        Process verify = java(
                        repository.resolve("infra/cli/target/tollgate.jar"),
                        folder,
                        List.of("audit", "verify", "--public-key", ".tollgate/seal.pub"))
                .redirectErrorStream(true)
                .start();
        String text = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Verified(verify.waitFor() == 0, text.strip());
    }

    private static void empty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
        Files.createDirectories(folder);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
