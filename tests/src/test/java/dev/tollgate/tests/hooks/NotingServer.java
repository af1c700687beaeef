package dev.tollgate.tests.hooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** An MCP server with one tool, which notes in a file that it was called and answers with an address. */
public final class NotingServer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private NotingServer() {}

    static List<String> command(Path notes) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                NotingServer.class.getName(),
                notes.toString());
    }

    public static void main(String[] arguments) throws IOException {
        Path notes = Path.of(arguments[0]);
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            JsonNode message = JSON.readTree(line);
            if (message.has("id")) {
                out.println("{\"jsonrpc\":\"2.0\",\"id\":" + message.get("id") + ",\"result\":"
                        + result(message.path("method").asText(), notes) + "}");
            }
        }
    }

    private static String result(String method, Path notes) throws IOException {
        return switch (method) {
            case "initialize" ->
                "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{\"tools\":{}},\"serverInfo\":{\"name\":\"n\",\"version\":\"1\"}}";
            case "tools/list" -> "{\"tools\":[{\"name\":\"read\",\"inputSchema\":{\"type\":\"object\"}}]}";
            default -> {
                Files.writeString(notes, "called\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                yield "{\"content\":[{\"type\":\"text\",\"text\":\"ada@example.com\"}]}";
            }
        };
    }
}
