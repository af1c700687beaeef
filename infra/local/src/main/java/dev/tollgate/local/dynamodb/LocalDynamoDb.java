package dev.tollgate.local.dynamodb;

import dev.tollgate.local.Console;
import dev.tollgate.local.StackException;
import dev.tollgate.local.permission.Door;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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

    /** The JDK holds loggers only weakly; without this field what it must not say would be forgotten. */
    private final Logger sqliteLogger;

    private final Server server;
    private final LocalDynamoDBServerHandler handler;
    private final ServerConnector connector;

    private LocalDynamoDb(DataLocation data, Optional<Door> door, Console console) throws IOException {
        Optional<Path> directory = directory(data);
        this.sqliteLogger = SqliteLog.over(directory.map(Path::toString).orElse("memory"), console);
        this.server = new Server();
        this.connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        connector.setPort(0);
        server.addConnector(connector);
        this.handler = new LocalDynamoDBServerHandler(
                new LocalDynamoDBRequestHandler(
                        0,
                        directory.isEmpty(),
                        directory.map(path -> path.toAbsolutePath().toString()).orElse(null),
                        true,
                        false),
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

    /** Where data is kept, if it is. */
    private static Optional<Path> directory(DataLocation data) throws IOException {
        return switch (data) {
            case DataLocation.Memory() -> Optional.empty();
            case DataLocation.Directory(Path path) -> Optional.of(Files.createDirectories(path));
            case DataLocation.Service(URI endpoint) ->
                throw new IllegalArgumentException("there is a DynamoDB already: " + endpoint);
        };
    }

    /** Lets anybody do anything. */
    public static LocalDynamoDb start(DataLocation data) {
        return start(data, Optional.empty(), line -> {});
    }

    /**
     * @param door what each request has to pass
     * @param console is told when the disk takes nothing
     */
    public static LocalDynamoDb start(DataLocation data, Door door, Console console) {
        return start(data, Optional.of(door), console);
    }

    private static LocalDynamoDb start(DataLocation data, Optional<Door> door, Console console) {
        try {
            var dynamoDb = new LocalDynamoDb(data, door, console);
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
}
