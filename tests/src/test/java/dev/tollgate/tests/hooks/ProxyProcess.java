package dev.tollgate.tests.hooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tollgate.tests.stage.Repository;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The proxy as it is packaged, and a client on its standard input and output that asks one thing after the other. */
final class ProxyProcess implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final BufferedReader out;
    private final Path err;
    private int lastId;

    private ProxyProcess(Process process, Path err) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
        this.err = err;
    }

    static List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                Repository.root()
                        .resolve("hooks/mcp-proxy/target/tollgate-mcp-proxy.jar")
                        .toString());
    }

    static ProxyProcess start(Map<String, String> environment, List<String> words) throws IOException {
        var command = new ArrayList<>(command());
        command.addAll(words);
        Path err = Repository.scratch("proxy").resolve("err.txt");
        var builder = new ProcessBuilder(command).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("TOLLGATE_"));
        builder.environment().putAll(environment);
        return new ProxyProcess(builder.start(), err);
    }

    /** As MCP's clients begin. */
    ProxyProcess initialized() throws IOException {
        ask("initialize", """
                {"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"test","version":"1"}}""");
        says("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
        return this;
    }

    JsonNode call(String tool, String arguments) throws IOException {
        return ask("tools/call", "{\"name\":\"" + tool + "\",\"arguments\":" + arguments + "}");
    }

    /** @return the whole answer */
    JsonNode ask(String method, String params) throws IOException {
        return answer(asks(method, params));
    }

    int asks(String method, String params) throws IOException {
        ObjectNode request = JSON.createObjectNode()
                .put("jsonrpc", "2.0")
                .put("id", ++lastId)
                .put("method", method);
        request.set("params", JSON.readTree(params));
        says(request.toString());
        return lastId;
    }

    private void says(String message) throws IOException {
        process.getOutputStream().write((message + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    JsonNode answer(int id) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            JsonNode message = JSON.readTree(line);
            if (message.path("id").asInt(-1) == id && !message.has("method")) {
                return message;
            }
        }
        throw new AssertionError("no answer to " + id + ":\n" + log());
    }

    String log() throws IOException {
        return Files.readString(err);
    }

    List<ProcessHandle> servers() {
        return process.descendants().toList();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            throw new AssertionError("the proxy did not end");
        }
        return process.exitValue();
    }

    /** Ends it as somebody does who does not wait. */
    void end() {
        process.destroy();
    }

    @Override
    public void close() throws IOException {
        List<ProcessHandle> servers = servers();
        process.getOutputStream().close();
        try {
            exitCode();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
        if (servers.stream().anyMatch(ProcessHandle::isAlive)) {
            throw new AssertionError("a server is left");
        }
    }
}
