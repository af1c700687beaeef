package dev.tollgate.local.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;

/**
 * One client's connection: request, answer, request, answer. Its thread waits without timers of its own; {@link
 * HttpServer} closes what is {@link #overdue}, which costs the hot path one volatile write instead of a timer.
 */
final class HttpConnection implements Runnable, AutoCloseable {
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final long HANDLING = Long.MAX_VALUE;

    private final Socket socket;
    private final HttpLimits limits;
    private final Semaphore largeBodies;
    private final HttpHandler handler;
    private volatile long overdueAtNanos;
    private volatile boolean idle = true;
    private volatile boolean ending;

    HttpConnection(Socket socket, HttpLimits limits, Semaphore largeBodies, HttpHandler handler) {
        this.socket = socket;
        this.limits = limits;
        this.largeBodies = largeBodies;
        this.handler = handler;
        this.overdueAtNanos = System.nanoTime() + limits.reading().toNanos();
    }

    @Override
    public void run() {
        try (socket) {
            socket.setTcpNoDelay(true);
            var reader = new RequestReader(socket.getInputStream(), limits, largeBodies);
            var out = socket.getOutputStream();
            boolean goOn = true;
            while (goOn && !ending && reader.awaitRequest()) {
                idle = false;
                goOn = answerOne(reader, out);
                idle = true;
                overdueAtNanos = System.nanoTime() + limits.idle().toNanos();
            }
        } catch (IOException clientWentAway) {
            // Nobody is left to tell.
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    boolean overdue(long nowNanos) {
        long at = overdueAtNanos;
        return at != HANDLING && nowNanos - at > 0;
    }

    /** Closes the connection after the answer that is being worked on, or at once if there is none. */
    void endSoon() {
        ending = true;
        if (idle) {
            close();
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException alreadyBroken) {
            // Closed is what it was to be.
        }
    }

    private boolean answerOne(RequestReader reader, OutputStream out) throws IOException, InterruptedException {
        overdueAtNanos = System.nanoTime() + limits.reading().toNanos();
        try {
            RequestHead head = reader.head();
            long length = head.bodyLength();
            boolean keepAlive = head.keepsAlive();
            if (head.expectsContinue() && length != 0 && length <= limits.maxBodyBytes()) {
                out.write(CONTINUE);
            }
            byte[] body = reader.body(length);
            HttpResponse response;
            try {
                overdueAtNanos = HANDLING;
                response = handler.handle(new HttpRequest(
                        head.method(), head.target(), head.protocol(), head.headers(), body, (InetSocketAddress)
                                socket.getRemoteSocketAddress()));
            } finally {
                reader.release(body);
            }
            boolean stays = keepAlive && !ending;
            write(response, head.method().equals("HEAD"), stays, out);
            return stays;
        } catch (HttpRefusal refusal) {
            write(refusal.response(), false, false, out);
            // Read on a little, or the kernel resets the connection and the client loses the answer with it.
            socket.shutdownOutput();
            drain();
            return false;
        }
    }

    private void drain() throws IOException {
        byte[] ignored = new byte[8192];
        var in = socket.getInputStream();
        for (int left = 1 << 20; left > 0; ) {
            int read = in.read(ignored);
            if (read < 0) {
                return;
            }
            left -= read;
        }
    }

    private void write(HttpResponse response, boolean headOnly, boolean keepAlive, OutputStream out)
            throws IOException {
        boolean hasBody = response.status() != 204 && response.status() != 304;
        var head = new StringBuilder(256);
        head.append("HTTP/1.1 ")
                .append(response.status())
                .append(' ')
                .append(reason(response.status()))
                .append("\r\n");
        for (Header header : response.headers()) {
            head.append(header.name()).append(": ").append(header.value()).append("\r\n");
        }
        if (hasBody) {
            head.append("Content-Length: ").append(response.body().length).append("\r\n");
        }
        head.append(keepAlive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n");
        // One write, so that a small answer is one packet.
        var bytes = new ByteArrayOutputStream(head.length() + response.body().length);
        bytes.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        if (hasBody && !headOnly) {
            bytes.write(response.body());
        }
        overdueAtNanos = System.nanoTime() + limits.writing().toNanos();
        bytes.writeTo(out);
    }

    private static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 201 -> "Created";
            case 202 -> "Accepted";
            case 204 -> "No Content";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 413 -> "Content Too Large";
            case 429 -> "Too Many Requests";
            case 500 -> "Internal Server Error";
            case 503 -> "Service Unavailable";
            default -> "Status";
        };
    }
}
