package dev.tollgate.proxy.server;

import dev.tollgate.hook.json.JsonException;
import dev.tollgate.proxy.Log;
import dev.tollgate.proxy.govern.ServerSide;
import dev.tollgate.proxy.message.IdSearch;
import dev.tollgate.proxy.message.LineQueue;
import dev.tollgate.proxy.message.LineReader;
import dev.tollgate.proxy.message.Message;
import dev.tollgate.proxy.message.Replies;
import dev.tollgate.proxy.message.RpcId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** An MCP server that runs as a child of this process: one message a line. What it says to people goes on as it is. */
public final class ServerProcess implements ServerSide {
    private static final long PATIENCE_MS = 2_000;
    private static final Duration PATIENCE_TO_READ = Duration.ofSeconds(5);

    private final Process process;
    private final LineReader lines;
    private final LineQueue queue;
    private final Log log;
    private final Thread ending = new Thread(this::end, "end of the MCP server");
    private final AtomicBoolean hasEnded = new AtomicBoolean();
    private volatile Optional<Listener> listener = Optional.empty();

    private ServerProcess(Process process, int mostBytes, Log log) {
        this.process = process;
        this.lines = new LineReader(process.getInputStream(), mostBytes);
        this.queue = new LineQueue(process.getOutputStream(), PATIENCE_TO_READ, this::isDeaf).start("to the server");
        this.log = log;
        // The child must not outlive this process, also when somebody ends it.
        Runtime.getRuntime().addShutdownHook(ending);
    }

    /** @throws IOException when there is no such command; the message names its first word only */
    public static ServerProcess start(List<String> command, int mostBytes, Log log) throws IOException {
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        // Tollgate's keys are the proxy's. A server that had one could allow itself everything.
        builder.environment().keySet().removeIf(name -> name.startsWith("TOLLGATE_"));
        try {
            return new ServerProcess(builder.start(), mostBytes, log);
        } catch (IOException notStarted) {
            throw new IOException(
                    "the server did not start: '" + command.getFirst() + "' is no command here, or may not be run",
                    notStarted);
        }
    }

    @Override
    public void start(Listener heardBy) {
        listener = Optional.of(heardBy);
        Thread.ofPlatform().daemon().name("server").start(() -> readAll(heardBy));
    }

    /** Said once. Who hears of it can rely on that nothing that is sent afterwards is taken. */
    private void ended(String why) {
        if (hasEnded.compareAndSet(false, true)) {
            listener.ifPresent(heardBy -> heardBy.ended(why));
        }
    }

    /** A server that has closed its input is of no use any more. When it ends, what it said last is read first. */
    private void isDeaf() {
        try {
            if (!process.waitFor(PATIENCE_MS, TimeUnit.MILLISECONDS)) {
                ended("the server closed its input");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void readAll(Listener listener) {
        try {
            while (true) {
                switch (lines.read()) {
                    case LineReader.Line.End ignored -> {
                        ended(lastWord());
                        return;
                    }
                    case LineReader.Line.TooLong(Optional<RpcId> id, boolean asks) -> {
                        log.warn("the server sent a message that is too long");
                        id.filter(known -> !asks)
                                .ifPresent(request -> listener.lost(request, "the server's answer is too long"));
                    }
                    case LineReader.Line.Whole(byte[] text) -> read(text, listener);
                }
            }
        } catch (IOException closed) {
            ended("the connection to the server broke");
        }
    }

    private void read(byte[] text, Listener listener) {
        if (text.length == 0) {
            return;
        }
        try {
            listener.heard(Message.read(text), Optional.empty());
        } catch (JsonException noMessage) {
            // Not allowed by MCP, but many servers greet people here. It may hold anything, so it is not shown.
            log.detail("the server wrote a line of " + text.length + " bytes that is no message: "
                    + noMessage.getMessage());
            IdSearch.answeredBy(text)
                    .ifPresent(request -> listener.lost(request, "the server's answer cannot be read"));
        }
    }

    private String lastWord() {
        try {
            return process.waitFor(PATIENCE_MS, TimeUnit.MILLISECONDS)
                    ? "the server ended with exit code " + process.exitValue()
                    : "the server closed its output";
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "the server ended";
        }
    }

    @Override
    public void send(Message message, Map<String, String> parameterHeaders) throws IOException {
        write(message.text());
    }

    @Override
    public void cancel(RpcId request) throws IOException {
        write(Replies.cancelled(request));
    }

    private void write(byte[] message) throws IOException {
        if (hasEnded.get()) {
            throw new IOException("the server ended");
        }
        try {
            queue.write(message);
        } catch (IOException notTaken) {
            throw new IOException("the server takes no more: " + notTaken.getMessage(), notTaken);
        }
    }

    @Override
    public void endOfInput() {
        queue.end();
    }

    /** Its exit code, when it ends within this time. */
    public Optional<Integer> exitCode(long patienceMs) throws InterruptedException {
        return process.waitFor(patienceMs, TimeUnit.MILLISECONDS) ? Optional.of(process.exitValue()) : Optional.empty();
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
                .filter(ProcessHandle::isAlive)
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
