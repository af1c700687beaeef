package dev.tollgate.cli.catalogue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The tools of an MCP server, in its order.
 *
 * @param server what it calls itself, with its version
 */
public record ServerTools(String server, List<ToolDefinition> tools) {
    public ServerTools {
        tools = List.copyOf(tools);
    }

    /** Asks the server, and ends it when it is a process that was started for that. */
    public static ServerTools of(ServerAddress address, Duration timeout) throws IOException {
        try (Connection connection = address.open()) {
            var client = new McpClient(connection);
            var conversation = new FutureTask<>(client::tools);
            // A thread of its own may wait for a server that is silent; whoever waits for the thread does not.
            Thread.ofPlatform().daemon().name("MCP client").start(conversation);
            try {
                return conversation.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException silent) {
                throw failure(
                        "the server did not answer " + client.step() + " within " + timeout.toSeconds() + " s",
                        connection);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new McpException("interrupted before the server answered " + client.step(), interrupted);
            } catch (ExecutionException failed) {
                throw failure(client, failed.getCause(), connection);
            }
        }
    }

    private static McpException failure(McpClient client, Throwable cause, Connection connection) {
        return switch (cause) {
            case McpException known -> failure(known.getMessage() + ", asked for " + client.step(), connection);
            case IOException broken ->
                failure("the connection broke while the server was asked for " + client.step(), connection);
            default -> throw new IllegalStateException(cause);
        };
    }

    private static McpException failure(String message, Connection connection) {
        List<String> words = connection.lastWords();
        return new McpException(
                words.isEmpty() ? message : message + ". It said last:\n  " + String.join("\n  ", words));
    }
}
