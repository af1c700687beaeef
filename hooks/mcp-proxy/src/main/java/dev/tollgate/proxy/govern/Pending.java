package dev.tollgate.proxy.govern;

import dev.tollgate.proxy.message.Message;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** A client's request that is not answered yet. */
final class Pending {
    private final Message.Request request;
    private final CompletableFuture<Ending> ending = new CompletableFuture<>();
    private final AtomicInteger heldKb = new AtomicInteger();
    private boolean isSent;
    private boolean isCancelled;

    /** How the server's part ended. */
    sealed interface Ending {
        record Answered(Message.Response response) implements Ending {}

        record Cancelled() implements Ending {}

        record Lost(String why) implements Ending {}

        record TimedOut() implements Ending {}
    }

    Pending(Message.Request request) {
        this.request = request;
    }

    Message.Request request() {
        return request;
    }

    /** @return false when it was cancelled before: then the server must not hear of it */
    synchronized boolean goesOut() {
        isSent = !isCancelled;
        return isSent;
    }

    /** @return whether the server knows of it */
    synchronized boolean cancel() {
        isCancelled = true;
        ending.complete(new Ending.Cancelled());
        return isSent;
    }

    synchronized boolean isCancelled() {
        return isCancelled;
    }

    /** @return false when it had ended before */
    boolean ends(Ending how) {
        return ending.complete(how);
    }

    /** So much memory of its answer is in use. */
    void holds(int kb) {
        heldKb.set(kb);
    }

    /** @return what it held and holds no more */
    int letGo() {
        return heldKb.getAndSet(0);
    }

    Ending await(Duration timeout) {
        try {
            return ending.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            ending.complete(new Ending.TimedOut());
            return ending.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Ending.Lost("the proxy ends");
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("an ending is never an exception", impossible);
        }
    }

    /** @return false when it was cancelled meanwhile */
    boolean sleep(Duration wait) {
        try {
            ending.get(wait.toMillis(), TimeUnit.MILLISECONDS);
            return false;
        } catch (TimeoutException slept) {
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("an ending is never an exception", impossible);
        }
    }
}
