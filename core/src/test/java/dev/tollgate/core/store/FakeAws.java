package dev.tollgate.core.store;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/** An endpoint that answers as a service of AWS does. */
final class FakeAws implements AutoCloseable {
    private final HttpServer server;

    /** What the service does. */
    @FunctionalInterface
    interface Service {
        Reply reply(HttpExchange request, byte[] body) throws IOException;
    }

    record Reply(int status, byte[] body) {}

    private FakeAws(HttpServer server) {
        this.server = server;
    }

    static FakeAws start(Service service) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
            server.createContext("/", exchange -> {
                Reply reply = service.reply(exchange, exchange.getRequestBody().readAllBytes());
                exchange.sendResponseHeaders(reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
                exchange.getResponseBody().write(reply.body());
                exchange.close();
            });
            server.start();
            return new FakeAws(server);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
