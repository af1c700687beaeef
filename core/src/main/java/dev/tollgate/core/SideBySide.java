package dev.tollgate.core;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does several things with the store at the same time: each waits for the network, and none for another. */
public final class SideBySide {
    private SideBySide() {}

    /** One thing to do. */
    @FunctionalInterface
    public interface Work {
        void run() throws StoreException;
    }

    /**
     * Returns when all are done.
     *
     * @throws StoreException the failure of the first in the list that failed; the others were done all the same
     */
    public static void run(List<Work> works) throws StoreException {
        if (works.isEmpty()) {
            return;
        }
        if (works.size() == 1) {
            works.getFirst().run();
            return;
        }
        var running = new ArrayList<Future<?>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Work work : works) {
                running.add(threads.submit(() -> {
                    work.run();
                    return null;
                }));
            }
        }
        for (Future<?> each : running) {
            await(each);
        }
    }

    private static void await(Future<?> done) throws StoreException {
        try {
            done.get();
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case StoreException unavailable -> throw unavailable;
                case RuntimeException defect -> throw defect;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException(failed);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StoreException("the wait for the store was interrupted", interrupted);
        }
    }
}
