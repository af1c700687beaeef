package dev.tollgate.tests.stage;

import dev.tollgate.tests.stage.PartialBatches.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** A wire to DynamoDB that can be cut in several ways. */
public final class StoreProxy implements AutoCloseable {

    /** What happens to bytes. */
    public enum Wire {
        /** They pass. */
        WHOLE,
        /** Connections are cut, new ones refused. */
        REFUSES,
        /** Connections are accepted; nothing passes. */
        HANGS,
        /** Requests arrive, answers are lost. */
        LOSES_ANSWERS,
        /** Each request is answered that the table has too many of them, as DynamoDB throttles. */
        THROTTLES,
        /** Each request is answered that its credentials are out of date. */
        EXPIRED,
        /** Of each BatchGetItem the first half is read; what else there is passes. */
        HALVES_BATCHES,
        /** Of each BatchGetItem nothing is read; what else there is passes. */
        LEAVES_BATCHES,
        /** Everything passes, each answer 150 ms late. */
        SLOW,
        /** Everything passes, each answer a second late. */
        LATE,
        /** Everything passes, what is asked of the table {@code state} is answered a second late. */
        LATE_STATE
    }

    private static final Duration SLOWLY = Duration.ofMillis(150);
    private static final Duration A_SECOND = Duration.ofSeconds(1);

    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile ServerSocket server;
    private volatile URI target;
    private volatile String stateTable = "";
    private volatile Wire wire = Wire.WHOLE;

    public StoreProxy() {
        try {
            server = listen(0);
            port = server.getLocalPort();
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public void leadsTo(URI dynamoDb) {
        target = dynamoDb;
    }

    public void namesState(String table) {
        stateTable = "\"TableName\":\"" + table + "\"";
    }

    public synchronized void becomes(Wire next) throws IOException {
        wire = next;
        if (next == Wire.REFUSES) {
            server.close();
        } else if (server.isClosed()) {
            server = listen(port);
        }
        if (next == Wire.REFUSES || next == Wire.WHOLE) {
            // Whole again, nothing may wait for bytes that were swallowed.
            cut();
        }
    }

    @Override
    public synchronized void close() throws IOException {
        server.close();
        cut();
    }

    private void cut() throws IOException {
        for (Socket socket : Set.copyOf(open)) {
            socket.close();
            open.remove(socket);
        }
    }

    private ServerSocket listen(int wanted) throws IOException {
        var socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 200);
        Thread.ofVirtual().start(() -> accept(socket));
        return socket;
    }

    private void accept(ServerSocket from) {
        try {
            while (true) {
                Socket client = from.accept();
                client.setTcpNoDelay(true);
                open.add(client);
                Thread.ofVirtual().start(() -> connect(client));
            }
        } catch (IOException closed) {
            // REFUSES, or the end of the test.
        }
    }

    private void connect(Socket client) {
        try (client;
                var store = new Socket(target.getHost(), target.getPort());
                var batches = new PartialBatches(target, client.getOutputStream())) {
            store.setTcpNoDelay(true);
            open.add(store);
            var asksState = new AtomicBoolean();
            Thread answers =
                    Thread.ofVirtual().start(() -> pass(store, client, answer -> waitsAndPasses(asksState.get())));
            var errors = new StoreErrors(client.getOutputStream());
            pass(client, store, request -> {
                if (wire == Wire.THROTTLES || wire == Wire.EXPIRED) {
                    return answered(errors, request);
                }
                if (wire == Wire.HALVES_BATCHES || wire == Wire.LEAVES_BATCHES) {
                    return !answeredInPart(batches, request);
                }
                asksState.set(request.contains(stateTable) || asksState.get() && !request.startsWith("POST "));
                return wire != Wire.HANGS && wire != Wire.REFUSES;
            });
            answers.join();
        } catch (IOException | InterruptedException cut) {
            // The other side sees a closed connection.
        } finally {
            open.remove(client);
        }
    }

    private boolean answered(StoreErrors errors, String request) {
        try {
            String type = wire == Wire.EXPIRED ? "ExpiredTokenException" : "ProvisionedThroughputExceededException";
            errors.take(request, type);
        } catch (IOException gone) {
            // Nobody waits for the answer any more.
        }
        return false;
    }

    private boolean answeredInPart(PartialBatches batches, String request) {
        try {
            return batches.takes(request, wire == Wire.HALVES_BATCHES ? Part.HALF : Part.NOTHING);
        } catch (IOException gone) {
            // Nobody waits for the answer any more.
            return true;
        }
    }

    private boolean waitsAndPasses(boolean isOfState) {
        return switch (wire) {
            case WHOLE, HALVES_BATCHES, LEAVES_BATCHES -> true;
            case SLOW -> passesAfter(SLOWLY);
            case LATE -> passesAfter(A_SECOND);
            case LATE_STATE -> passesAfter(isOfState ? A_SECOND : Duration.ZERO);
            case LOSES_ANSWERS, HANGS, REFUSES, THROTTLES, EXPIRED -> false;
        };
    }

    private static boolean passesAfter(Duration wait) {
        LockSupport.parkNanos(wait.toNanos());
        return true;
    }

    private void pass(Socket from, Socket to, Predicate<String> passes) {
        byte[] buffer = new byte[16_384];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (passes.test(new String(buffer, 0, read, StandardCharsets.ISO_8859_1))) {
                    out.write(buffer, 0, read);
                }
            }
        } catch (IOException cut) {
            // The other side sees a closed connection.
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }
}
