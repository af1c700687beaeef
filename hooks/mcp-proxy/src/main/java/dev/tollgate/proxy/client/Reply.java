package dev.tollgate.proxy.client;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** The messages for one HTTP request, from whoever has one for it to the thread that writes them. */
final class Reply {
    private static final int MOST_WAITING = 256;
    private static final long PATIENCE_MS = 30_000;

    private final BlockingQueue<Item> items = new ArrayBlockingQueue<>(MOST_WAITING);
    private volatile boolean isClosed;

    /** @param isLast nothing comes after it */
    record Item(byte[] message, boolean isLast) {}

    /**
     * Waits while the client is slow.
     *
     * @return false when it is too slow, or gone
     */
    boolean put(byte[] message, boolean isLast) {
        try {
            if (!isClosed && items.offer(new Item(message, isLast), PATIENCE_MS, TimeUnit.MILLISECONDS)) {
                return true;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        isClosed = true;
        return false;
    }

    /** Empty when nothing comes in this time. */
    Optional<Item> next(long patienceMs) throws InterruptedException {
        return Optional.ofNullable(items.poll(patienceMs, TimeUnit.MILLISECONDS));
    }

    /** Nothing more is written. */
    void close() {
        isClosed = true;
        items.clear();
    }

    boolean isClosed() {
        return isClosed;
    }
}
