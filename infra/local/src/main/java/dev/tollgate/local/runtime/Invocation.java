package dev.tollgate.local.runtime;

import java.time.Duration;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** One event on its way through one function. */
final class Invocation {
    private final String id = UUID.randomUUID().toString();
    private final byte[] event;
    private final long givesUpAtNanos;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private volatile long endsAtNanos;
    private volatile long endsAtMs;

    Invocation(byte[] event, Duration patience) {
        this.event = event;
        this.givesUpAtNanos = System.nanoTime() + patience.toNanos();
    }

    String id() {
        return id;
    }

    byte[] event() {
        return event;
    }

    /** In the form of AWS X-Ray; the runtime interface client does not work without one. */
    String traceId() {
        String hex = id.replace("-", "");
        String epochSeconds = HexFormat.of().toHexDigits((int) (System.currentTimeMillis() / 1000));
        return "Root=1-" + epochSeconds + "-" + hex.substring(0, 24) + ";Parent=" + hex.substring(16) + ";Sampled=0";
    }

    /** The function's own time starts when an instance takes the event. */
    void taken(Duration timeout) {
        endsAtMs = System.currentTimeMillis() + timeout.toMillis();
        endsAtNanos = System.nanoTime() + timeout.toNanos();
    }

    long endsAtMs() {
        return endsAtMs;
    }

    boolean isPastItsTime(long nowNanos) {
        return nowNanos - endsAtNanos > 0;
    }

    /** Its caller's patience is over. */
    boolean isGivenUp(long nowNanos) {
        return nowNanos - givesUpAtNanos > 0;
    }

    void complete(Outcome result) {
        outcome.complete(result);
    }

    CompletableFuture<Outcome> outcome() {
        return outcome;
    }
}
