package dev.tollgate.local.runtime;

import dev.tollgate.local.Console;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The operating system process of one instance. */
final class FunctionProcess {
    /** Ctrl-C reaches every process of the terminal; the functions leave it to the stack to end them in order. */
    private static final List<String> DEAF_TO_CTRL_C = List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "sh");

    private final Process process;
    private final ProcessLog log;

    private FunctionProcess(Process process, ProcessLog log) {
        this.process = process;
        this.log = log;
    }

    static FunctionProcess start(
            String name,
            List<String> command,
            Map<String, String> environment,
            Path directory,
            Console console,
            OrphanGuard guard,
            Consumer<FunctionProcess> whenEnded)
            throws IOException {
        var words = new ArrayList<>(DEAF_TO_CTRL_C);
        words.addAll(command);
        var builder = new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"));
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        guard.watch(process.pid());
        var started = new FunctionProcess(process, new ProcessLog(process.getInputStream(), name, console));
        process.onExit().thenRun(() -> {
            guard.forget(process.pid());
            whenEnded.accept(started);
        });
        return started;
    }

    long pid() {
        return process.pid();
    }

    /** How it ended, once it has. */
    String ending() {
        int code = process.exitValue();
        return code > 128 ? "was ended by signal " + (code - 128) : "exited with code " + code;
    }

    List<String> lastLines() {
        return log.tail();
    }

    void askToEnd() {
        process.destroy();
    }

    void kill() {
        process.destroyForcibly();
    }

    /** @return whether it has ended by then */
    boolean awaitEnd(long untilNanos) throws InterruptedException {
        return process.waitFor(Math.max(0, untilNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
    }
}
