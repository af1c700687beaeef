package dev.tollgate.local.runtime;

import dev.tollgate.local.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Shows what one process prints, each line with the function's name in front, and remembers the last lines. */
final class ProcessLog {
    private static final int LONGEST_LINE = 16 * 1024;
    private static final int REMEMBERED_LINES = 30;

    private final Console console;
    private final String prefix;
    private final Thread thread;
    private final Deque<String> tail = new ArrayDeque<>();

    ProcessLog(InputStream output, String name, Console console) {
        this.console = console;
        this.prefix = "[" + name + "] ";
        // A pipe cannot be read without holding an operating system thread, so a virtual one would gain nothing.
        this.thread = Thread.ofPlatform().daemon().name("log-" + name).start(() -> copy(output));
    }

    /** The last lines, once everything that the ended process has printed is read. */
    List<String> tail() {
        try {
            thread.join(Duration.ofMillis(500));
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        synchronized (tail) {
            return List.copyOf(tail);
        }
    }

    private void copy(InputStream output) {
        byte[] line = new byte[LONGEST_LINE];
        int length = 0;
        try (output) {
            byte[] bytes = new byte[8192];
            for (int read = output.read(bytes); read >= 0; read = output.read(bytes)) {
                for (int i = 0; i < read; i++) {
                    if (bytes[i] == '\n' || length == LONGEST_LINE) {
                        show(line, length);
                        length = 0;
                    }
                    if (bytes[i] != '\n') {
                        line[length++] = bytes[i];
                    }
                }
            }
        } catch (IOException processGone) {
            // What it had printed before has been shown.
        }
        if (length > 0) {
            show(line, length);
        }
    }

    private void show(byte[] line, int length) {
        String text = new String(line, 0, length, StandardCharsets.UTF_8).stripTrailing();
        synchronized (tail) {
            if (tail.size() == REMEMBERED_LINES) {
                tail.removeFirst();
            }
            tail.addLast(text);
        }
        console.line(prefix + text);
    }
}
