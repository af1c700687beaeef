package dev.tollgate.bench;

import dev.tollgate.local.runtime.FunctionEnvironment;
import dev.tollgate.local.runtime.FunctionEnvironment.Variable;
import dev.tollgate.local.runtime.FunctionPackage;
import dev.tollgate.local.runtime.FunctionPool;
import dev.tollgate.local.runtime.InstanceStart;
import dev.tollgate.local.runtime.JavaLaunch;
import dev.tollgate.local.runtime.Launch;
import dev.tollgate.local.runtime.OrphanGuard;
import dev.tollgate.local.runtime.Outcome;
import dev.tollgate.local.template.LambdaFunction;
import dev.tollgate.local.template.TemplateReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What a start of each packaged function costs on the JVM: the CPU time of its process until it asks for work, as Lambda
 * starts it with SnapStart (both compilers) and without (C1), and with an AOT cache of the JDK (JEP 483, 514, 515); and the
 * memory of those that answer requests after a thousand of them. Works on the tables of a local stack that is up.
 */
public final class FunctionStarts {
    private static final int RUNS = 5;
    private static final int REQUESTS = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    private final Map<String, String> settings = System.getenv();
    private final Path repository;
    private final Path folder;
    private final OrphanGuard guard;
    private final Launch lambda;

    private FunctionStarts(Path repository, Path folder, OrphanGuard guard) {
        this.repository = repository;
        this.folder = folder;
        this.guard = guard;
        this.lambda = new JavaLaunch(Path.of(System.getProperty("java.home")), folder);
    }

    /** @param arguments the repository's folder, whose {@code make run} is up and in the environment */
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("starts");
        try (var guard = OrphanGuard.start()) {
            new FunctionStarts(Path.of(arguments[0]).toAbsolutePath(), folder, guard).run();
        }
    }

    private void run() throws Exception {
        var template = new TemplateReader(repository)
                .read(
                        repository.resolve("template.yaml"),
                        Map.of("Packaging", "jvm", "PublicUrl", settings.get("TOLLGATE_URL")));
        System.out.printf(
                "%-24s %9s %9s %9s %9s %9s %12s%n", "", "class path", "C1", "C1, C2", "AOT", "cache", "after 1,000");
        for (LambdaFunction function : template.functions()) {
            measure(function);
        }
    }

    private void measure(LambdaFunction function) throws Exception {
        Path taskRoot = FunctionPackage.unpack(function, folder);
        Path cache = cache(function, taskRoot);
        Launch cached = (each, root) -> flat(each, root, List.of("-XX:AOTCache=" + cache));
        Launch simple = (each, root) -> Stream.concat(
                        Stream.of(JAVA.toString(), "-XX:TieredStopAtLevel=1"),
                        lambda.command(each, root).stream().skip(1))
                .toList();
        System.out.printf(
                Locale.ROOT,
                "%-24s %6.1f MB %6d ms %6d ms %6d ms %6.1f MB %12s%n",
                function.logicalId(),
                Files.size(function.code()) / 1e6,
                least(function, taskRoot, simple),
                least(function, taskRoot, lambda),
                least(function, taskRoot, cached),
                Files.size(cache) / 1e6,
                memory(function, taskRoot));
    }

    /** With all of the function on the JVM's own class path: classes of other loaders are not cached. */
    private List<String> flat(LambdaFunction function, Path taskRoot, List<String> options) {
        var command = new ArrayList<>(lambda.command(function, taskRoot));
        // A cache is not to be had beside it, and it says what holds anyway.
        command.remove("-Xshare:auto");
        int classPath = command.indexOf("-classpath") + 1;
        try (Stream<Path> libraries = Files.list(taskRoot.resolve("lib"))) {
            String own = Stream.concat(Stream.of(function.code()), libraries.sorted())
                    .map(Path::toString)
                    .reduce(command.get(classPath), (all, each) -> all + File.pathSeparator + each);
            command.set(classPath, own);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
        command.addAll(1, options);
        return command;
    }

    /** From a process that has answered some requests. */
    private Path cache(LambdaFunction function, Path taskRoot) throws Exception {
        Path seen = folder.resolve(function.logicalId() + ".aotconf");
        Path cache = folder.resolve(function.logicalId() + ".aot");
        Launch recording =
                (each, root) -> flat(each, root, List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + seen));
        try (FunctionPool pool = pool(function, taskRoot, recording)) {
            pool.warmUp();
            ask(pool, 20);
            ProcessHandle process = process(pool);
            process.destroy();
            process.onExit().get(1, TimeUnit.MINUTES);
        }
        List<String> create = flat(
                function,
                taskRoot,
                List.of("-XX:AOTMode=create", "-XX:AOTConfiguration=" + seen, "-XX:AOTCache=" + cache));
        Process assembling = new ProcessBuilder(create)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(function.logicalId() + ".log").toFile())
                .start();
        if (assembling.waitFor() != 0) {
            throw new IllegalStateException(
                    "no cache was made:\n" + Files.readString(folder.resolve(function.logicalId() + ".log")));
        }
        return cache;
    }

    private long least(LambdaFunction function, Path taskRoot, Launch launch) throws InterruptedException {
        long least = Long.MAX_VALUE;
        for (int run = 0; run < RUNS; run++) {
            try (FunctionPool pool = pool(function, taskRoot, launch)) {
                pool.warmUp();
                least = Math.min(
                        least,
                        process(pool).info().totalCpuDuration().orElseThrow().toMillis());
            }
        }
        return least;
    }

    private String memory(LambdaFunction function, Path taskRoot) throws Exception {
        try (FunctionPool pool = pool(function, taskRoot, lambda)) {
            pool.warmUp();
            return ask(pool, REQUESTS)
                    ? Math.round(SoakMemory.megabytes(process(pool).pid())) + " MB"
                    : "-";
        }
    }

    private static ProcessHandle process(FunctionPool pool) {
        return ProcessHandle.of(pool.processIds().getFirst()).orElseThrow();
    }

    private FunctionPool pool(LambdaFunction function, Path taskRoot, Launch launch) {
        var environment = new FunctionEnvironment(
                URI.create(settings.get("TOLLGATE_DYNAMODB_ENDPOINT")),
                Map.of(
                        "TOLLGATE_SEAL_KEY",
                        new Variable(
                                "TOLLGATE_SEAL_KEY_FILE",
                                repository.resolve(".tollgate/seal.key").toString()),
                        "TOLLGATE_ARCHIVE",
                        new Variable(
                                "TOLLGATE_ARCHIVE", folder.resolve("archive").toString())),
                Map.of());
        return new FunctionPool(new InstanceStart(function, launch, taskRoot, environment, guard, line -> {}), 1);
    }

    /** @return whether it answers requests */
    private boolean ask(FunctionPool pool, int requests) throws InterruptedException {
        for (int i = 0; i < requests; i++) {
            byte[] event;
            switch (pool.function().logicalId()) {
                case "DecisionFunction" -> event = post("/access/v1/evaluation", "TOLLGATE_ENFORCER_KEY", """
                        {"subject": {"type": "agent", "id": "demo-bot"}, "action": {"name": "tools/call"},
                         "resource": {"type": "tool", "id": "query", "properties": {"server": "postgres"}},
                         "context": {"arguments": {"sql": "select name from customers"}}}""");
                case "RedactionFunction" -> event = post("/v1/redact", "TOLLGATE_AGENT_KEY", """
                        {"outcome": {"status": "ok"},
                         "result": {"text": "write to ada@example.com, card 4111 1111 1111 1111"}}""");
                case "AuditQueryFunction" ->
                    event = HttpEvent.of(
                            "GET",
                            "/v1/audit/records",
                            Map.of("agent", "demo-bot"),
                            settings.get("TOLLGATE_AUDITOR_KEY"),
                            "");
                default -> {
                    return false;
                }
            }
            if (!(pool.invoke(event, PATIENCE) instanceof Outcome.Answered(byte[] answer))
                    || !new String(answer, StandardCharsets.UTF_8).contains("\"statusCode\":200")) {
                throw new IllegalStateException(pool.function().logicalId() + " did not answer");
            }
        }
        return true;
    }

    private byte[] post(String path, String key, String body) {
        return HttpEvent.of("POST", path, Map.of(), settings.get(key), body);
    }
}
