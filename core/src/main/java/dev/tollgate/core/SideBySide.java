package dev.tollgate.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
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
        Optional<RequestMark> mark = RequestMark.current();
        var running = new ArrayList<Future<Optional<StoreException>>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Work work : works) {
                running.add(threads.submit(marked(work, mark)));
            }
        }
        for (Future<Optional<StoreException>> each : running) {
            await(each);
        }
    }

    /** What a thread of its own logs is of the same request. */
    private static Callable<Optional<StoreException>> marked(Work work, Optional<RequestMark> mark) {
        return () -> mark.map(of -> of.during(() -> failure(work))).orElseGet(() -> failure(work));
    }

    private static Optional<StoreException> failure(Work work) {
        try {
            work.run();
            return Optional.empty();
        } catch (StoreException unavailable) {
            return Optional.of(unavailable);
        }
    }

    private static void await(Future<Optional<StoreException>> done) throws StoreException {
        try {
            Optional<StoreException> failure = done.get();
            if (failure.isPresent()) {
                throw failure.get();
            }
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
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
