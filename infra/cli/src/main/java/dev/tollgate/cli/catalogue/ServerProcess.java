package dev.tollgate.cli.catalogue;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** An MCP server that runs as a child of this process: one message a line. */
final class ServerProcess implements Connection {
    private static final long PATIENCE_MS = 2_000;

    private final Process process;
    private final BoundedInput messages;
    private final LastWords words = new LastWords();
    private final Thread listener;
    private final Thread ending = new Thread(this::end, "end of the MCP server");

    private ServerProcess(Process process) {
        this.process = process;
        this.messages = new BoundedInput(process.getInputStream());
        this.listener = Thread.ofPlatform().daemon().start(() -> words.drain(process.getErrorStream()));
        // The child must not outlive a command that someone interrupts.
        Runtime.getRuntime().addShutdownHook(ending);
    }

    static ServerProcess start(List<String> command, Map<String, String> environment) throws McpException {
        var builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return new ServerProcess(builder.start());
        } catch (IOException notStarted) {
            // Only the first word: the others may hold a password.
            throw new McpException(
                    "the server did not start: '" + command.getFirst() + "' is no command here, or may not be run",
                    notStarted);
        }
    }

    @Override
    public void send(Json.Obj message) throws IOException {
        OutputStream out = process.getOutputStream();
        try {
            out.write((JsonText.write(message) + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException closed) {
            throw ended();
        }
    }

    @Override
    public Json.Obj receive() throws IOException {
        while (true) {
            Optional<String> line = messages.line();
            if (line.isEmpty()) {
                throw ended();
            }
            if (line.get().startsWith("{")) {
                return RpcMessage.read(line.get());
            }
            // Not allowed by MCP, but many servers greet people here.
            words.append(line.get() + "\n");
        }
    }

    @Override
    public void agreedOn(String protocolVersion) {
        // Standard input and output carry no version.
    }

    @Override
    public List<String> lastWords() {
        return words.lines();
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(ending);
        } catch (IllegalStateException shuttingDown) {
            return;
        }
    }

    private McpException ended() {
        try {
            if (!process.waitFor(PATIENCE_MS, TimeUnit.MILLISECONDS)) {
                return new McpException("the server closed its standard output");
            }
            listener.join(PATIENCE_MS);
            return new McpException("the server ended with exit code " + process.exitValue());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new McpException("the server ended");
        }
    }

    /** Ends the server and all that it started: npx, for one, runs the server as a child of a shell. */
    private void end() {
        List<ProcessHandle> all = everyProcess();
        all.forEach(ProcessHandle::destroy);
        if (!areGone(all)) {
            Stream.concat(all.stream(), everyProcess().stream()).distinct().forEach(ProcessHandle::destroyForcibly);
            areGone(all);
        }
    }

    private List<ProcessHandle> everyProcess() {
        return Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
    }

    private static boolean areGone(List<ProcessHandle> all) {
        try {
            CompletableFuture.allOf(all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                    .get(PATIENCE_MS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException alive) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("waiting for the end of a process cannot fail", impossible);
        }
    }
}
