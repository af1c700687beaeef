package dev.tollgate.tests.stage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A client of the API with one key. Each request that runs at the same time as others has a connection of its own. */
public final class Http {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient client;
    private final URI url;
    private final List<String> authorization;

    private Http(HttpClient client, URI url, List<String> authorization) {
        this.client = client;
        this.url = url;
        this.authorization = authorization;
    }

    public static Http to(URI url) {
        return new Http(client().build(), url, List.of());
    }

    /** @param address of this machine, which the other side sees requests come from */
    public static Http from(String address, URI url) {
        return new Http(client().localAddress(InetAddress.ofLiteral(address)).build(), url, List.of());
    }

    private static HttpClient.Builder client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5));
    }

    public Http withKey(String key) {
        return new Http(client, url, List.of("Authorization", "Bearer " + key));
    }

    public Answer evaluation(String body) throws IOException, InterruptedException {
        return post("/access/v1/evaluation", body);
    }

    public Answer evaluations(String body) throws IOException, InterruptedException {
        return post("/access/v1/evaluations", body);
    }

    public Answer post(String path, String body, String... headers) throws IOException, InterruptedException {
        var all = new ArrayList<>(authorization);
        all.addAll(List.of("Content-Type", "application/json"));
        all.addAll(List.of(headers));
        return send("POST", path, all, body.getBytes(StandardCharsets.UTF_8));
    }

    public Answer get(String path) throws IOException, InterruptedException {
        return send("GET", path, authorization, new byte[0]);
    }

    /** @param headers names and values in turn; without the key, unless it stands among them */
    public Answer send(String method, String path, List<String> headers, byte[] body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(PATIENCE)
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        for (int i = 0; i < headers.size(); i += 2) {
            request.header(headers.get(i), headers.get(i + 1));
        }
        long before = System.nanoTime();
        var answer = client.send(request.build(), BodyHandlers.ofByteArray());
        return new Answer(
                answer.statusCode(), answer.headers(), answer.body(), Duration.ofNanos(System.nanoTime() - before));
    }

    /** The same for several headers that are written as a map. */
    public Answer send(String method, String path, Map<String, String> headers, byte[] body)
            throws IOException, InterruptedException {
        var list = new ArrayList<String>();
        headers.forEach((name, value) -> {
            list.add(name);
            list.add(value);
        });
        return send(method, path, list, body);
    }
}
