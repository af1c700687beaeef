package dev.tollgate.local.runtime;

import dev.tollgate.local.StackException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A tiny shell process that outlives this one by a moment. It reads from a pipe which functions run; when the pipe ends,
 * because this process ended in whatever way, it kills those that are left.
 */
public final class OrphanGuard implements AutoCloseable {
    private static final String SCRIPT = """
            trap '' INT TERM HUP
            pids=' '
            while read -r verb pid; do
              case $verb in
                watch) pids="$pids$pid " ;;
                forget) case "$pids" in *" $pid "*) pids="${pids%% $pid *} ${pids#* $pid }" ;; esac ;;
              esac
            done
            for pid in $pids; do kill -9 "$pid" 2>/dev/null; done
            """;

    private final Process shell;
    private final OutputStream pipe;

    private OrphanGuard(Process shell) {
        this.shell = shell;
        this.pipe = shell.getOutputStream();
    }

    public static OrphanGuard start() {
        try {
            return new OrphanGuard(new ProcessBuilder("/bin/sh", "-c", SCRIPT)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException noShell) {
            throw new StackException("/bin/sh cannot be started: " + noShell.getMessage(), noShell);
        }
    }

    void watch(long pid) {
        tell("watch " + pid);
    }

    void forget(long pid) {
        tell("forget " + pid);
    }

    private synchronized void tell(String line) {
        try {
            pipe.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
            pipe.flush();
        } catch (IOException guardGone) {
            // Somebody killed it. The functions still end when the Runtime API goes away, only later.
        }
    }

    @Override
    public void close() {
        try {
            pipe.close();
            shell.waitFor();
        } catch (IOException guardGone) {
            // It has ended already.
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
