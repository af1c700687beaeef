package dev.tollgate.local.http;

import dev.tollgate.local.StackException;
import java.io.IOException;
import java.net.BindException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.SizeLimitHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty on loopback, for one {@link HttpHandler} and with whole requests: the gateway's, and each Runtime API's. */
public final class HttpServer implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int MOST_THREADS = 8;
    private static final int MOST_WAITING_CONNECTIONS = 512;
    private static final int MAX_ANSWER_HEAD_BYTES = 64 * 1024;
    private static final int UNLIMITED = -1;
    private static final String TOO_LONG = "Request Too Long";
    /** A connection that is closed while the client still sends is reset, and the answer in it may be lost with it. */
    private static final long MOST_SWALLOWED_BYTES = 64 * 1024 * 1024;
    /** As it was sent: an HTTP API takes "..", "//" and "%2F" for what they are. */
    private static final UriCompliance AS_SENT =
            UriCompliance.UNSAFE.without("AS_SENT", UriCompliance.Violation.FRAGMENT);

    private final Server server;
    private final ServerConnector connector;
    private final HttpLimits limits;

    private HttpServer(int port, HttpLimits limits) {
        this.limits = limits;
        server = new Server(threads());
        // As it will get no other handler, Jetty may call it on the thread that has read the request.
        server.setDynamic(false);
        connector = new ServerConnector(server, 0, 1, new HttpConnectionFactory(configuration(limits)));
        connector.setHost(LOOPBACK);
        connector.setPort(port);
        connector.setAcceptQueueSize(MOST_WAITING_CONNECTIONS);
        connector.setIdleTimeout(limits.idle().toMillis());
        server.addConnector(connector);
        server.setErrorHandler(HttpServer::refuse);
    }

    /**
     * Takes the port; clients wait in line until {@link #serve}.
     *
     * @param port 0 for any free one
     */
    public static HttpServer bind(int port, HttpLimits limits) throws IOException {
        var bound = new HttpServer(port, limits);
        try {
            bound.connector.open();
            return bound;
        } catch (IOException failed) {
            throw failed.getCause() instanceof BindException taken ? taken : failed;
        }
    }

    public int port() {
        return connector.getLocalPort();
    }

    public void serve(HttpHandler handler) {
        var bounded = new SizeLimitHandler(limits.maxBodyBytes(), UNLIMITED);
        bounded.setHandler(new Handler.Abstract.NonBlocking() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                answer(handler, request, response, callback);
                return true;
            }
        });
        server.setHandler(new Handler.Wrapper(bounded) {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                return swallows(request, response, callback) || super.handle(request, response, callback);
            }
        });
        try {
            server.start();
        } catch (Exception failed) {
            throw new StackException("The HTTP server did not start: " + failed.getMessage(), failed);
        }
    }

    private static QueuedThreadPool threads() {
        var threads = new QueuedThreadPool(MOST_THREADS, 1);
        threads.setName("http");
        threads.setDaemon(true);
        threads.setReservedThreads(0);
        threads.setStopTimeout(0);
        return threads;
    }

    private static HttpConfiguration configuration(HttpLimits limits) {
        var configuration = new HttpConfiguration();
        configuration.setRequestHeaderSize(limits.maxHeadBytes());
        configuration.setMaxResponseHeaderSize(MAX_ANSWER_HEAD_BYTES);
        configuration.setUriCompliance(AS_SENT);
        configuration.setHeaderCacheCaseSensitive(true);
        configuration.setSendServerVersion(false);
        return configuration;
    }

    private static void answer(HttpHandler handler, Request request, Response response, Callback callback) {
        var body = new CompletableFuture<byte[]>();
        body.thenCompose(bytes -> handler.handle(whole(request, bytes))).whenComplete((answer, bug) -> {
            if (bug == null) {
                write(answer, response, callback);
            } else {
                callback.failed(bug);
            }
        });
        Content.Source.asByteArrayAsync(
                request,
                UNLIMITED,
                Promise.Invocable.from(InvocationType.NON_BLOCKING, body::complete, callback::failed));
    }

    private static HttpRequest whole(Request request, byte[] body) {
        HttpURI uri = request.getHttpURI();
        return new HttpRequest(
                request.getMethod(),
                Objects.requireNonNullElse(uri.getPath(), ""),
                Objects.requireNonNullElse(uri.getQuery(), ""),
                request.getConnectionMetaData().getProtocol(),
                request.getHeaders(),
                body,
                Request.getRemoteAddr(request));
    }

    /** What does not get to the handler, in API Gateway's words. */
    private static boolean refuse(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        String message = switch (status) {
            case HttpStatus.PAYLOAD_TOO_LARGE_413 -> TOO_LONG;
            case HttpStatus.INTERNAL_SERVER_ERROR_500 -> "Internal Server Error";
            default -> HttpStatus.getMessage(status);
        };
        write(HttpResponse.message(status, message), response, callback);
        return true;
    }

    /** Reads to its end what is too long, and then says so: not as an error of Jetty's, which would close the connection. */
    private boolean swallows(Request request, Response response, Callback callback) {
        if (request.getLength() <= limits.maxBodyBytes() || request.getLength() > MOST_SWALLOWED_BYTES) {
            return false;
        }
        HttpResponse answer = HttpResponse.message(HttpStatus.PAYLOAD_TOO_LARGE_413, TOO_LONG);
        Content.Source.consumeAll(request, Callback.from(() -> write(answer, response, callback), callback::failed));
        return true;
    }

    private static void write(HttpResponse answer, Response response, Callback callback) {
        response.setStatus(answer.status());
        response.getHeaders().add(answer.headers());
        if (HttpStatus.hasNoBody(answer.status())) {
            callback.succeeded();
            return;
        }
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.body().length);
        response.write(true, ByteBuffer.wrap(answer.body()), callback);
    }

    /** Closes every connection, also those with a request under way. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception failed) {
            throw new StackException("The HTTP server did not end: " + failed.getMessage(), failed);
        } finally {
            connector.close();
        }
    }
}
