package dev.tollgate.local.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;

/**
 * A small HTTP/1.1 server: a thread for each connection, blocking reads, nothing shared between connections. Used for
 * the gateway and for each function's Runtime API, because the JDK's own server takes its limits from system properties
 * that would hold for the whole JVM, has none for slow readers, and hands every request from thread to thread.
 * Whose threads these are is the caller's choice; here, a platform thread in a blocking read was awake some 30 µs
 * sooner than a virtual one.
 */
public final class HttpServer implements AutoCloseable {
    private static final Duration PATROL = Duration.ofMillis(500);
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final ServerSocket listener;
    private final HttpLimits limits;
    private final ThreadFactory threads;
    private final Semaphore largeBodies;
    private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile Thread patrol;

    private HttpServer(ServerSocket listener, HttpLimits limits, ThreadFactory threads) {
        this.listener = listener;
        this.limits = limits;
        this.threads = threads;
        this.largeBodies = new Semaphore(limits.maxLargeBodies());
    }

    /**
     * Takes the port; nobody is answered before {@link #serve}.
     *
     * @param port 0 for any free one
     */
    public static HttpServer bind(InetAddress address, int port, HttpLimits limits, ThreadFactory threads)
            throws IOException {
        var listener = new ServerSocket();
        try {
            listener.setReuseAddress(true);
            listener.bind(new InetSocketAddress(address, port), 512);
        } catch (IOException taken) {
            listener.close();
            throw taken;
        }
        return new HttpServer(listener, limits, threads);
    }

    public int port() {
        return listener.getLocalPort();
    }

    public void serve(HttpHandler handler) {
        patrol = Thread.ofVirtual().name("http-patrol-" + port()).start(this::closeOverdue);
        Thread.ofVirtual().name("http-accept-" + port()).start(() -> accept(handler));
    }

    private void accept(HttpHandler handler) {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                if (connections.size() >= limits.maxConnections()) {
                    socket.close();
                    continue;
                }
                var connection = new HttpConnection(socket, limits, largeBodies, handler);
                connections.add(connection);
                threads.newThread(() -> {
                            try {
                                connection.run();
                            } finally {
                                connections.remove(connection);
                            }
                        })
                        .start();
            } catch (IOException closedOrOutOfFiles) {
                // If it is closed the loop ends; if the client vanished or files ran out, the next one may fare better.
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    private void closeOverdue() {
        try {
            while (!listener.isClosed()) {
                Thread.sleep(PATROL);
                long now = System.nanoTime();
                for (HttpConnection connection : connections) {
                    if (connection.overdue(now)) {
                        connection.close();
                    }
                }
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops listening, lets answers under way be written for a moment, then closes every connection. */
    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException alreadyBroken) {
            // Closed is what it was to be.
        }
        connections.forEach(HttpConnection::endSoon);
        long until = System.nanoTime() + GRACE.toNanos();
        try {
            while (!connections.isEmpty() && System.nanoTime() < until) {
                Thread.sleep(5);
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        connections.forEach(HttpConnection::close);
        if (patrol != null) {
            patrol.interrupt();
        }
    }
}
