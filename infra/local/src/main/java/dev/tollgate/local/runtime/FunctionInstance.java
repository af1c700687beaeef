package dev.tollgate.local.runtime;

import dev.tollgate.local.http.HttpLimits;
import dev.tollgate.local.http.HttpServer;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One instance of a function: a process with a Runtime API of its own, so that the port says who is asking. Its phase,
 * its seat and what it works on belong to its pool and are touched under the pool's lock only.
 */
final class FunctionInstance implements RuntimeApi.Worker {

    enum Phase {
        /** Started, has not asked for work yet. */
        STARTING,
        /** Waits in its seat. */
        IDLE,
        /** Works on an invocation. */
        BUSY,
        /** Has answered and not asked for more yet. */
        RETURNING,
        ENDED
    }

    private final int number;
    private final FunctionPool pool;
    private final HttpServer server;
    private final long startedAtNanos = System.nanoTime();
    private volatile FunctionProcess process;
    private volatile String initError = "";

    volatile Phase phase = Phase.STARTING;
    CompletableFuture<Invocation> seat;
    Invocation current;

    FunctionInstance(int number, FunctionPool pool, String functionArn) throws IOException {
        this.number = number;
        this.pool = pool;
        // A little more than an answer may have, to tell a large one from an endless one.
        this.server = HttpServer.bind(0, HttpLimits.forFunction(2 * FunctionPool.MAX_PAYLOAD_BYTES));
        server.serve(new RuntimeApi(this, functionArn));
    }

    int number() {
        return number;
    }

    int port() {
        return server.port();
    }

    long startedAtNanos() {
        return startedAtNanos;
    }

    void runsIn(FunctionProcess started) {
        process = started;
    }

    Optional<FunctionProcess> process() {
        return Optional.ofNullable(process);
    }

    String initError() {
        return initError;
    }

    @Override
    public CompletableFuture<Invocation> next() {
        return pool.sitDown(this);
    }

    @Override
    public boolean finished(String invocationId, Outcome outcome) {
        return pool.finished(this, invocationId, outcome);
    }

    @Override
    public void initFailed(String error) {
        initError = error;
    }

    void kill() {
        process().ifPresent(FunctionProcess::kill);
    }

    void closeApi() {
        server.close();
    }
}
