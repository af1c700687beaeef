package dev.tollgate.tests;

import dev.tollgate.tests.stage.Answer;
import dev.tollgate.tests.stage.Http;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Several connections that ask the same, each its next question when its last was answered or failed. */
final class Load implements AutoCloseable {
    private final Http http;
    private final String body;
    private final ExecutorService connections;
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean ended = new AtomicBoolean();

    private Load(Http http, String body, int connections) {
        this.http = http;
        this.body = body;
        this.connections = Executors.newFixedThreadPool(connections);
    }

    /** Runs until {@link #end}. */
    static Load start(Http http, String body, int connections) {
        var load = new Load(http, body, connections);
        for (int i = 0; i < connections; i++) {
            load.connections.execute(() -> {
                while (!load.ended.get()) {
                    load.ask();
                }
            });
        }
        return load;
    }

    /** Sends so many requests spread evenly over a time, none before its turn, and returns when all are answered. */
    static Load spread(Http http, String body, int connections, int requests, Duration over) throws Exception {
        var load = new Load(http, body, connections);
        var next = new AtomicInteger();
        long start = System.nanoTime();
        List<? extends Future<?>> done = java.util.stream.IntStream.range(0, connections)
                .mapToObj(each -> load.connections.submit(() -> {
                    for (int i = next.getAndIncrement(); i < requests; i = next.getAndIncrement()) {
                        long due = start + over.toNanos() * i / requests;
                        while (System.nanoTime() < due) {
                            LockSupport.parkNanos(due - System.nanoTime());
                        }
                        load.ask();
                    }
                }))
                .toList();
        for (Future<?> each : done) {
            each.get(60, TimeUnit.SECONDS);
        }
        load.end();
        return load;
    }

    private void ask() {
        try {
            Answer answer = http.evaluation(body);
            if (answer.status() == 200) {
                answers.add(answer);
            } else {
                failures.add(answer.toString());
            }
        } catch (IOException refused) {
            failures.add(refused.toString());
            // Not to spin while nobody listens.
            LockSupport.parkNanos(5_000_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** So far. */
    List<Answer> answers() {
        return List.copyOf(answers);
    }

    /** What was visibly no answer, so far. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    /** Returns when every question that was asked is answered. */
    void end() {
        ended.set(true);
        connections.shutdown();
        try {
            if (!connections.awaitTermination(30, TimeUnit.SECONDS)) {
                connections.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            connections.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end();
    }
}
