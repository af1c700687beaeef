package dev.tollgate.local.dynamodb;

import dev.tollgate.local.StackException;
import dev.tollgate.local.permission.Door;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * Amazon's DynamoDB Local within this process, reached over HTTP on loopback. Its own start class is not used: it
 * listens on all addresses, cannot pick a free port, and sends telemetry.
 */
public final class LocalDynamoDb implements AutoCloseable {

    // Loggers are only weakly held by the JDK; without these fields the level would be forgotten.
    private final Logger sqliteLogger = quiet("com.almworks.sqlite4java");

    private final Server server;
    private final LocalDynamoDBServerHandler handler;
    private final ServerConnector connector;

    private LocalDynamoDb(DataLocation data, Optional<Door> door) throws IOException {
        this.server = new Server();
        this.connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        connector.setPort(0);
        server.addConnector(connector);
        this.handler = new LocalDynamoDBServerHandler(
                switch (data) {
                    case DataLocation.Memory() -> new LocalDynamoDBRequestHandler(0, true, null, true, false);
                    case DataLocation.Directory(Path path) ->
                        new LocalDynamoDBRequestHandler(
                                0,
                                false,
                                Files.createDirectories(path).toAbsolutePath().toString(),
                                true,
                                false);
                    case DataLocation.Service service ->
                        throw new IllegalArgumentException("there is a DynamoDB already: " + service.endpoint());
                },
                null);
        var context = new ContextHandler();
        door.ifPresentOrElse(
                before -> {
                    before.setHandler(handler);
                    context.setHandler(before);
                },
                () -> context.setHandler(handler));
        server.setHandler(context);
    }

    /** Lets anybody do anything. */
    public static LocalDynamoDb start(DataLocation data) {
        return start(data, Optional.empty());
    }

    /** @param door what each request has to pass */
    public static LocalDynamoDb start(DataLocation data, Door door) {
        return start(data, Optional.of(door));
    }

    private static LocalDynamoDb start(DataLocation data, Optional<Door> door) {
        try {
            var dynamoDb = new LocalDynamoDb(data, door);
            dynamoDb.server.start();
            return dynamoDb;
        } catch (Exception failed) {
            throw new StackException("DynamoDB Local did not start: " + failed.getMessage(), failed);
        }
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + connector.getLocalPort());
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception endedBadly) {
            throw new StackException("DynamoDB Local did not end: " + endedBadly.getMessage(), endedBadly);
        } finally {
            handler.close();
        }
    }

    private static Logger quiet(String name) {
        Logger logger = Logger.getLogger(name);
        logger.setLevel(Level.OFF);
        return logger;
    }
}
