package dev.tollgate.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * How long the redaction function takes for answers of several sizes, over HTTP, one at a time: each is an outcome without
 * a decision, so that it is one write. The smallest answer stands beside them: what the others take more is their size.
 * Rounds take turns, so that a busy moment of the machine hits all.
 */
public final class RedactionDriver {
    private static final int ROUNDS = 40;
    private static final int WARM_UP = 25;
    private static final int PACKED_FROM = 1_000_000;

    private RedactionDriver() {}

    public static void main(String[] arguments) throws Exception {
        Map<String, String> environment = System.getenv();
        String url = environment.getOrDefault("TOLLGATE_URL", "");
        if (url.isEmpty()) {
            System.err.println("usage: TOLLGATE_URL=… TOLLGATE_AGENT_KEY=… RedactionDriver");
            System.exit(2);
        }
        var requests = new LinkedHashMap<String, HttpRequest>();
        String key = environment.getOrDefault("TOLLGATE_AGENT_KEY", "");
        requests.put("2 bytes", request(url, key, "{}".getBytes(StandardCharsets.UTF_8)));
        for (int size : new int[] {100_000, 900_000, 2_000_000, 5_900_000}) {
            String megabytes = String.format(Locale.ROOT, "%.1f MB", size / 1e6);
            requests.put(megabytes + " without findings", request(url, key, Answers.clean(size)));
            requests.put(megabytes + ", a finding each 200 bytes", request(url, key, Answers.dense(size)));
        }
        var client = HttpClient.newHttpClient();
        for (int i = 0; i < WARM_UP; i++) {
            for (HttpRequest request : requests.values()) {
                send(client, request);
            }
        }
        var latencies = new LinkedHashMap<String, Latencies>();
        for (int round = 0; round < ROUNDS; round++) {
            for (var request : requests.entrySet()) {
                long start = System.nanoTime();
                send(client, request.getValue());
                latencies
                        .computeIfAbsent(request.getKey(), size -> new Latencies())
                        .add(System.nanoTime() - start);
            }
        }
        System.out.println("| answer | p50 ms | p90 ms |");
        System.out.println("|---|---|---|");
        latencies.forEach((size, times) ->
                System.out.printf(Locale.ROOT, "| %s | %.1f | %.1f |%n", size, times.millis(0.5), times.millis(0.9)));
    }

    private static HttpRequest request(String url, String key, byte[] result) throws IOException {
        var body = new ByteArrayOutputStream();
        body.writeBytes("{\"outcome\":{\"status\":\"ok\"},\"result\":".getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(result);
        body.write('}');
        boolean isPacked = body.size() >= PACKED_FROM;
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + "/v1/redact"))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json");
        if (isPacked) {
            request.header("Content-Encoding", "gzip").header("Accept-Encoding", "gzip");
        }
        byte[] sent = isPacked ? packed(body.toByteArray()) : body.toByteArray();
        return request.POST(HttpRequest.BodyPublishers.ofByteArray(sent)).build();
    }

    private static byte[] packed(byte[] body) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(body);
        }
        return packed.toByteArray();
    }

    private static void send(HttpClient client, HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException(answer.statusCode() + " " + new String(answer.body(), StandardCharsets.UTF_8));
        }
    }
}
