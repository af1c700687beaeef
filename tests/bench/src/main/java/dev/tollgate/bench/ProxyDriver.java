package dev.tollgate.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tollgate.hook.AccessKey;
import dev.tollgate.hook.Call;
import dev.tollgate.hook.Decision;
import dev.tollgate.hook.Outcome;
import dev.tollgate.hook.Settings;
import dev.tollgate.hook.Tollgate;
import dev.tollgate.hook.json.JsonException;
import dev.tollgate.hook.json.JsonParts;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/**
 * What the MCP proxy itself costs: the same server with it and without it, in turn, in one run. Tollgate is a stub that
 * answers at once (or the one of {@code TOLLGATE_URL}), and its two questions are timed alone beside it.
 */
public final class ProxyDriver {
    private static final int WARM_UP = 2_000;
    private static final int CALLS = 2_000;
    private static final int ROUNDS = 3;
    private static final int PARALLEL = 200;
    private static final int LARGE = 5_000_000;

    private ProxyDriver() {}

    /** @param arguments the proxy's jar, and an AOT cache if there is one */
    public static void main(String[] arguments) throws Exception {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        if (arguments.length > 0 && arguments[0].equals("server")) {
            serve();
            return;
        }
        List<String> jar = arguments.length > 1
                ? List.of("-XX:AOTCache=" + arguments[1], "-jar", arguments[0])
                : List.of("-jar", arguments[0]);
        URI tollgate = System.getenv("TOLLGATE_URL") == null ? stub() : URI.create(System.getenv("TOLLGATE_URL"));
        start(jar, tollgate);
        try (var direct = new Peer(server(), tollgate);
                var proxied = new Peer(proxy(jar), tollgate)) {
            latency(direct, proxied, tollgate);
            parallel(direct, "200 at once, without the proxy");
            parallel(proxied, "200 at once, with the proxy");
            System.out.printf("memory of the proxy after small calls: %s%n", proxied.memory());
            large(direct, "5 MB, without the proxy");
            large(proxied, "5 MB, with the proxy");
            System.out.printf("memory of the proxy after answers of 5 MB: %s%n", proxied.memory());
        }
        // The stub's thread would go on.
        System.exit(0);
    }

    private static void start(List<String> jar, URI tollgate) throws Exception {
        long[] direct = new long[7];
        long[] proxied = new long[direct.length];
        for (int i = 0; i < direct.length; i++) {
            direct[i] = startNanos(server(), tollgate);
            proxied[i] = startNanos(proxy(jar), tollgate);
        }
        System.out.printf(
                Locale.ROOT,
                "start to the answer of initialize: server alone %.0f ms, behind the proxy %.0f ms (medians of 7)%n",
                ms(sorted(direct), 50),
                ms(sorted(proxied), 50));
    }

    private static long startNanos(List<String> command, URI tollgate) throws Exception {
        long before = System.nanoTime();
        try (var peer = new Peer(command, tollgate)) {
            peer.initialize();
            return System.nanoTime() - before;
        }
    }

    private static void latency(Peer direct, Peer proxied, URI url) throws Exception {
        var tollgate = new Tollgate(Settings.of(
                url, AccessKey.of(System.getenv().getOrDefault("TOLLGATE_ENFORCER_KEY", "tg_1_x")), "bench"));
        direct.initialize();
        proxied.initialize();
        for (int i = 0; i < WARM_UP; i++) {
            direct.call("echo");
            proxied.call("echo");
            questions(tollgate);
        }
        for (int round = 1; round <= ROUNDS; round++) {
            long[] alone = new long[CALLS];
            long[] behind = new long[CALLS];
            long[] asking = new long[CALLS];
            for (int i = 0; i < CALLS; i++) {
                long before = System.nanoTime();
                direct.call("echo");
                long afterDirect = System.nanoTime();
                proxied.call("echo");
                long afterProxied = System.nanoTime();
                questions(tollgate);
                alone[i] = afterDirect - before;
                behind[i] = afterProxied - afterDirect;
                asking[i] = System.nanoTime() - afterProxied;
            }
            System.out.printf(
                    Locale.ROOT,
                    "round %d: p50 / p99 ms: without %.2f / %.2f, with %.2f / %.2f, its two questions alone %.2f / %.2f%n",
                    round,
                    ms(sorted(alone), 50),
                    ms(sorted(alone), 99),
                    ms(sorted(behind), 50),
                    ms(sorted(behind), 99),
                    ms(sorted(asking), 50),
                    ms(sorted(asking), 99));
        }
        tollgate.close();
    }

    private static void questions(Tollgate tollgate) {
        Call call = Call.tool(agent(), "everything", "echo").withArguments("{\"message\":\"hello\"}");
        byte[] answer = "{\"content\":[{\"type\":\"text\",\"text\":\"hello\"}]}".getBytes(StandardCharsets.UTF_8);
        if (tollgate.decide(call) instanceof Decision.Allowed allowed) {
            tollgate.redact(
                    allowed, new Outcome(Outcome.Status.OK, Duration.ZERO), Optional.of(JsonParts.whole(answer)));
        }
    }

    private static String agent() {
        return System.getenv().getOrDefault("TOLLGATE_AGENT", "bench-bot");
    }

    private static void parallel(Peer peer, String what) throws Exception {
        long[] took = new long[10];
        for (int i = 0; i < took.length; i++) {
            long before = System.nanoTime();
            peer.callsAtOnce(PARALLEL);
            took[i] = System.nanoTime() - before;
        }
        System.out.printf(Locale.ROOT, "%s: %.0f ms (median of 10)%n", what, ms(sorted(took), 50));
    }

    private static void large(Peer peer, String what) throws Exception {
        long[] took = new long[10];
        for (int i = 0; i < took.length; i++) {
            long before = System.nanoTime();
            int length = peer.call("large");
            took[i] = System.nanoTime() - before;
            if (length < LARGE) {
                throw new IllegalStateException("the large answer was not whole");
            }
        }
        System.out.printf(Locale.ROOT, "%s: %.0f ms (median of 10)%n", what, ms(sorted(took), 50));
    }

    private static long[] sorted(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    private static double ms(long[] sorted, int percent) {
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1e6;
    }

    private static List<String> server() {
        return List.of(
                java(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                ProxyDriver.class.getName(),
                "server");
    }

    private static List<String> proxy(List<String> jar) {
        var command = new ArrayList<>(List.of(java(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m"));
        command.addAll(jar);
        command.addAll(List.of("--server", "everything", "--agent", agent(), "--"));
        command.addAll(server());
        return command;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** A client of one program that speaks MCP. */
    private static final class Peer implements AutoCloseable {
        private final Process process;
        private final BufferedReader in;
        private final OutputStream out;
        private int id;

        Peer(List<String> command, URI tollgate) throws IOException {
            var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().put("TOLLGATE_URL", tollgate.toString());
            builder.environment().putIfAbsent("TOLLGATE_ENFORCER_KEY", "tg_1_x");
            process = builder.start();
            in = process.inputReader(StandardCharsets.UTF_8);
            out = process.getOutputStream();
        }

        void initialize() throws IOException {
            ask("initialize", "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{}}");
        }

        int call(String tool) throws IOException {
            return ask("tools/call", "{\"name\":\"" + tool + "\",\"arguments\":{\"message\":\"hello\"}}");
        }

        private int ask(String method, String params) throws IOException {
            send(method, params);
            String answer = in.readLine();
            if (answer == null || !answer.contains("result") || answer.contains("[Tollgate]")) {
                throw new IOException("no result: " + answer);
            }
            return answer.length();
        }

        void callsAtOnce(int calls) throws IOException {
            for (int i = 0; i < calls; i++) {
                send("tools/call", "{\"name\":\"echo\",\"arguments\":{\"message\":\"hello\"}}");
            }
            for (int i = 0; i < calls; i++) {
                String answer = in.readLine();
                if (answer == null || answer.contains("[Tollgate]")) {
                    throw new IOException("no result: " + answer);
                }
            }
        }

        private void send(String method, String params) throws IOException {
            out.write(("{\"jsonrpc\":\"2.0\",\"id\":" + ++id + ",\"method\":\"" + method + "\",\"params\":" + params
                            + "}\n")
                    .getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        String memory() throws IOException {
            return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                    .filter(line -> line.startsWith("VmHWM") || line.startsWith("VmRSS"))
                    .map(line -> line.replaceAll("\\s+", " "))
                    .toList()
                    .toString();
        }

        @Override
        public void close() throws IOException {
            out.close();
            try {
                process.waitFor();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** An MCP server that answers at once. */
    private static void serve() throws IOException, JsonException {
        var in = new BufferedReader(new java.io.InputStreamReader(System.in, StandardCharsets.UTF_8));
        String large = "x".repeat(LARGE);
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            byte[] text = line.getBytes(StandardCharsets.UTF_8);
            var members = JsonParts.members(text, 0, text.length);
            if (!members.containsKey("id")) {
                continue;
            }
            JsonParts.Part id = members.get("id");
            String result = line.contains("\"tools/list\"")
                    ? "{\"tools\":[]}"
                    : "{\"content\":[{\"type\":\"text\",\"text\":\"" + (line.contains("\"large\"") ? large : "hello")
                            + "\"}]}";
            byte[] answer = ("{\"jsonrpc\":\"2.0\",\"id\":"
                            + new String(text, id.from(), id.length(), StandardCharsets.UTF_8) + ",\"result\":" + result
                            + "}\n")
                    .getBytes(StandardCharsets.UTF_8);
            System.out.write(answer, 0, answer.length);
            System.out.flush();
        }
    }

    /** Allows everything, redacts nothing, at once. */
    private static URI stub() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/access/v1/evaluation", exchange -> {
            exchange.getRequestBody().readAllBytes();
            answer(
                    exchange,
                    "{\"decision\":true,\"context\":{\"effect\":\"allow\",\"decision_id\":\"w-1\"}}"
                            .getBytes(StandardCharsets.UTF_8));
        });
        server.createContext("/v1/redact", exchange -> {
            boolean isPacked = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            byte[] body = isPacked
                    ? new GZIPInputStream(exchange.getRequestBody()).readAllBytes()
                    : exchange.getRequestBody().readAllBytes();
            try {
                JsonParts.Part result = JsonParts.members(body, 0, body.length).get("result");
                var answer = new ByteArrayOutputStream(result.length() + 64);
                answer.writeBytes("{\"result\":".getBytes(StandardCharsets.UTF_8));
                answer.write(result.text(), result.from(), result.length());
                answer.writeBytes(",\"action\":\"passed\",\"findings\":[]}".getBytes(StandardCharsets.UTF_8));
                answer(exchange, answer.toByteArray());
            } catch (JsonException noJson) {
                throw new IOException(noJson);
            }
        });
        server.start();
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static void answer(HttpExchange exchange, byte[] body) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
