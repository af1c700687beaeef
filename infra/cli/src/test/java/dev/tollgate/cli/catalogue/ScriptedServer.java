package dev.tollgate.cli.catalogue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An MCP server on standard input and output that follows a script. Each line of it is the result of the next request,
 * or begins with a word: {@code raw} writes what follows as it is, {@code says} writes it to the standard error output,
 * {@code pid} writes the process id to the file that follows, {@code ask} writes it, reads the client's reply, and answers
 * the next request with a tool that has the reply as its schema, {@code repeats} answers every request with it, {@code exit} ends the server, {@code
 * silent} reads on and answers nothing.
 */
public final class ScriptedServer {
    private static final String WELCOME = "{\"protocolVersion\": \"2025-11-25\", \"capabilities\": {\"tools\": {}}, "
            + "\"serverInfo\": {\"name\": \"scripted\", \"version\": \"1.2\"}}";

    private final BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private ScriptedServer() {}

    /** The command of a server that welcomes the client, then follows these lines. */
    public static List<String> command(Path folder, String... lines) {
        String[] all = new String[lines.length + 1];
        all[0] = WELCOME;
        System.arraycopy(lines, 0, all, 1, lines.length);
        return rawCommand(folder, all);
    }

    /** The command of a server that follows these lines from the start. */
    public static List<String> rawCommand(Path folder, String... lines) {
        try {
            Path script = Files.createTempFile(folder, "script", ".txt");
            Files.write(script, List.of(lines));
            String classes = ScriptedServer.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .getPath();
            return List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    classes,
                    ScriptedServer.class.getName(),
                    script.toString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public static void main(String[] arguments) throws IOException {
        var server = new ScriptedServer();
        for (String line : Files.readAllLines(Path.of(arguments[0]))) {
            server.follow(line);
        }
        // Stays until it is ended, as servers do.
        while (server.in.readLine() != null) {}
    }

    private void follow(String line) throws IOException {
        String[] parts = line.split(" ", 2);
        switch (parts[0]) {
            case "raw" -> out.println(parts[1]);
            case "says" -> System.err.println(parts[1]);
            case "pid" ->
                Files.writeString(
                        Path.of(parts[1]), Long.toString(ProcessHandle.current().pid()));
            case "ask" -> {
                String request = nextRequest();
                out.println(parts[1]);
                String reply = in.readLine();
                out.println(answer(request, "{\"tools\": [{\"name\": \"heard\", \"inputSchema\": " + reply + "}]}"));
            }
            case "repeats" -> {
                for (String request = nextRequest(); request != null; request = nextRequest()) {
                    out.println(answer(request, parts[1]));
                }
            }
            case "exit" -> {
                nextRequest();
                System.exit(Integer.parseInt(parts[1]));
            }
            case "silent" -> nextRequest();
            default -> out.println(answer(nextRequest(), line));
        }
    }

    /** Notifications have no id and are passed over. */
    private String nextRequest() throws IOException {
        String line = in.readLine();
        while (line != null && !line.contains("\"id\":")) {
            line = in.readLine();
        }
        return line;
    }

    private static String answer(String request, String result) {
        String id = request.replaceFirst(".*\"id\":([0-9]+).*", "$1");
        return "{\"jsonrpc\": \"2.0\", \"id\": " + id + ", \"result\": " + result + "}";
    }
}
