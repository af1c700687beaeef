package dev.tollgate.proxy.message;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lines for a reader that may be slow, or may not read at all. Who has a line waits for room, not for the reader: else
 * one program that hangs would stop whoever writes to it, and no timeout of theirs would help.
 */
public final class LineQueue {
    private static final int ROOM_KB = 32 * 1024;
    private static final byte[] END = {};

    private final LineWriter writer;
    private final Duration patience;
    private final Runnable whenBroken;
    private final BlockingQueue<byte[]> lines = new LinkedBlockingQueue<>();
    private final Semaphore room = new Semaphore(ROOM_KB, true);
    private volatile boolean isBroken;
    private volatile boolean isStuck;

    /**
     * @param patience how long a line waits for room; once one waited in vain, the next ones do not wait until there is
     *     some again
     * @param whenBroken is run when the reader is gone
     */
    public LineQueue(OutputStream out, Duration patience, Runnable whenBroken) {
        this.writer = new LineWriter(out);
        this.patience = patience;
        this.whenBroken = whenBroken;
    }

    public LineQueue start(String threadName) {
        Thread.ofPlatform().daemon().name(threadName).start(this::writeAll);
        return this;
    }

    /** @throws IOException when the reader is gone, or has not read for too long; the message says which */
    public void write(byte[] line) throws IOException {
        int kb = kb(line);
        if (isBroken) {
            throw new IOException("it has closed its input");
        }
        if (!hasRoom(kb)) {
            throw new IOException("it does not read its input");
        }
        lines.add(line);
    }

    private boolean hasRoom(int kb) throws IOException {
        try {
            boolean hasRoom = room.tryAcquire(kb, isStuck ? 0 : patience.toMillis(), TimeUnit.MILLISECONDS);
            isStuck = !hasRoom;
            return hasRoom;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("the proxy ends");
        }
    }

    private static int kb(byte[] line) {
        return Math.min(ROOM_KB, 1 + line.length / 1024);
    }

    /** The reader hears that there is no more, once it has read what was written before. */
    public void end() {
        lines.add(END);
    }

    private void writeAll() {
        try {
            for (byte[] line = lines.take(); line != END; line = lines.take()) {
                writer.write(line);
                room.release(kb(line));
            }
            writer.close();
        } catch (IOException gone) {
            isBroken = true;
            lines.clear();
            whenBroken.run();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
