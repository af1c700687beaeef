package dev.tollgate.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Decisions a second and their latency over HTTP, and side by side in the same run what they consist of: the same path
 * without a decision, and the write of a record alone. Rounds take turns, so that a busy moment of the machine hits all.
 * It asserts nothing: it measures.
 */
public final class LoadDriver {
    private static final int ROUNDS = 3;
    private static final int WARM_UP_SECONDS = 8;

    private final URI url;
    private final int connections;
    private final int seconds;
    private final Map<String, Measured> results = new LinkedHashMap<>();

    private LoadDriver(URI url, int connections, int seconds) {
        this.url = url;
        this.connections = connections;
        this.seconds = seconds;
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, String> environment = System.getenv();
        if (arguments.length < 2 || !environment.containsKey("TOLLGATE_URL")) {
            System.err.println("usage: TOLLGATE_URL=… TOLLGATE_AGENT_KEY=… [TOLLGATE_DYNAMODB_ENDPOINT=…] "
                    + "LoadDriver <connections> <seconds> [file with the question]");
            System.exit(2);
        }
        var driver = new LoadDriver(
                URI.create(environment.get("TOLLGATE_URL")),
                Integer.parseInt(arguments[0]),
                Integer.parseInt(arguments[1]));
        String question = arguments.length > 2
                ? Files.readString(Path.of(arguments[2])).strip()
                : usualQuestion(environment.getOrDefault("TOLLGATE_AGENT", "e2e-bot"));
        driver.run(
                environment.getOrDefault("TOLLGATE_AGENT_KEY", ""),
                question,
                environment.get("TOLLGATE_DYNAMODB_ENDPOINT"));
    }

    /** Allowed by tests/bundles/e2e, and without a limit. */
    private static String usualQuestion(String agent) {
        return """
                {"subject":{"type":"agent","id":"%s"},"action":{"name":"tools/call"},\
                "resource":{"type":"tool","id":"read","properties":{"server":"docs"}}}""".formatted(agent);
    }

    private void run(String key, String question, String dynamoDb) throws Exception {
        byte[] decision = Connection.request(url, "POST", "/access/v1/evaluation", key, question);
        byte[] health = Connection.request(url, "GET", "/v1/health", "", "");
        var ids = new ConcurrentLinkedQueue<String>();
        System.out.printf(
                "%s, %d connections, %d s each, %d rounds; load before: %s%n",
                url, connections, seconds, ROUNDS, machine());
        measure("warm-up", WARM_UP_SECONDS, () -> http(decision, ids));
        results.clear();
        ids.clear();
        try (var table = RawTable.at(dynamoDb)) {
            for (int round = 0; round < ROUNDS; round++) {
                measure("decision", seconds, () -> http(decision, ids));
                measure(
                        "the same path without a decision (GET /v1/health)",
                        seconds,
                        () -> http(health, new ConcurrentLinkedQueue<>()));
                if (table.isPresent()) {
                    measure("PutItem of a record alone", seconds, table.get()::write);
                }
            }
            print();
            if (table.isPresent()) {
                printInside(table.get().insideMicros(new ArrayList<>(ids)));
            }
        }
        System.out.println("load after: " + machine());
    }

    /** Makes what one connection does again and again. */
    private Task http(byte[] request, Queue<String> ids) {
        var connection = new Connection(url);
        return () -> {
            Connection.Answer answer = connection.send(request);
            if (!answer.decisionId().isEmpty()) {
                ids.add(answer.decisionId());
            }
            boolean decided = answer.status() == 200 && !answer.body().contains("_unavailable");
            return decided ? "" : answer.status() + " " + answer.body();
        };
    }

    private void measure(String what, int forSeconds, TaskMaker maker) throws InterruptedException {
        Measured measured = results.computeIfAbsent(what, name -> new Measured());
        long start = System.nanoTime();
        long end = start + TimeUnit.SECONDS.toNanos(forSeconds);
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < connections; i++) {
            threads.add(Thread.ofPlatform().start(() -> repeat(maker.make(), end, measured)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        measured.nanos += System.nanoTime() - start;
    }

    private static void repeat(Task task, long end, Measured measured) {
        while (System.nanoTime() < end) {
            long before = System.nanoTime();
            String error;
            try {
                error = task.run();
            } catch (IOException | RuntimeException failed) {
                error = failed.toString();
            }
            if (error.isEmpty()) {
                measured.latencies.add(System.nanoTime() - before);
            } else if (measured.errors.getAndIncrement() < 3) {
                System.out.println("error: " + error);
            }
        }
    }

    private void print() {
        System.out.printf(
                "%-52s %9s %8s %8s %8s %8s %7s%n", "", "a second", "p50 ms", "p99 ms", "p99.9", "most", "errors");
        results.forEach((what, measured) -> System.out.printf(
                "%-52s %9.0f %8.2f %8.2f %8.2f %8.2f %7d%n",
                what,
                measured.latencies.count() / (measured.nanos / 1e9),
                measured.latencies.millis(0.5),
                measured.latencies.millis(0.99),
                measured.latencies.millis(0.999),
                measured.latencies.millis(1),
                measured.errors.get()));
    }

    /** From the request's arrival in the function until its record is made, as the records themselves say. */
    private static void printInside(List<Long> micros) {
        var latencies = new Latencies();
        micros.forEach(each -> latencies.add(each * 1_000));
        System.out.printf(
                "%-52s %9s %8.3f %8.3f %8.3f %8.3f   of %d records%n",
                "inside the function, before its record is written",
                "",
                latencies.millis(0.5),
                latencies.millis(0.99),
                latencies.millis(0.999),
                latencies.millis(1),
                latencies.count());
    }

    private static String machine() throws IOException {
        Path load = Path.of("/proc/loadavg");
        return Runtime.getRuntime().availableProcessors() + " processors, load "
                + (Files.exists(load) ? Files.readString(load).strip() : "unknown");
    }

    /** Does one thing; empty when it went well. */
    @FunctionalInterface
    interface Task {
        String run() throws IOException;
    }

    @FunctionalInterface
    private interface TaskMaker {
        Task make();
    }

    private static final class Measured {
        private final Latencies latencies = new Latencies();
        private final AtomicInteger errors = new AtomicInteger();
        private long nanos;
    }
}
