package dev.tollgate.proxy.message;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.ReentrantLock;

/** Writes one message a line, each whole, whoever writes at the same time. */
public final class LineWriter {
    private final OutputStream out;
    private final ReentrantLock lock = new ReentrantLock();

    public LineWriter(OutputStream out) {
        this.out = out;
    }

    public void write(byte[] message) throws IOException {
        lock.lock();
        try {
            out.write(onOneLine(message));
            out.write('\n');
            out.flush();
        } finally {
            lock.unlock();
        }
    }

    /** Between the tokens of JSON, a line feed may as well be a space; within a string it cannot stand. */
    private static byte[] onOneLine(byte[] message) {
        byte[] line = message;
        for (int i = 0; i < message.length; i++) {
            if (message[i] == '\n' || message[i] == '\r') {
                line = line == message ? message.clone() : line;
                line[i] = ' ';
            }
        }
        return line;
    }

    public void close() throws IOException {
        lock.lock();
        try {
            out.close();
        } finally {
            lock.unlock();
        }
    }
}
