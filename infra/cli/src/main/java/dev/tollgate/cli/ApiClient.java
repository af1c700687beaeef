package dev.tollgate.cli;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.store.AdministrationException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Tollgate's API as somebody with a key uses it. */
final class ApiClient {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int OK = 200;
    private static final int MAX_DEPTH = 256;
    private static final int MOST_BYTES = 16 * 1024 * 1024;

    private final HttpClient http = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(PATIENCE)
            .build();
    private final JsonText json = new JsonText(MAX_DEPTH);
    private final String url;
    private final String key;

    ApiClient(URI url, String key) {
        this.url = url.toString().replaceAll("/+$", "");
        this.key = key;
    }

    /** @param path with what stands behind its {@code ?} */
    Json.Obj get(String path) throws IOException, AdministrationException {
        return send(request(path).GET());
    }

    Json.Obj post(String path, Json.Obj body) throws IOException, AdministrationException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(JsonText.writeBytes(body))));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + key);
    }

    /**
     * An answer of any type, as it is.
     *
     * @param path with what stands behind its {@code ?}
     */
    byte[] bytes(String path) throws IOException, AdministrationException {
        Answer answer = answer(request(path).GET());
        return answer.status() == OK ? answer.body() : refused(answer);
    }

    private Json.Obj send(HttpRequest.Builder request) throws IOException, AdministrationException {
        Answer answer = answer(request);
        return answer.status() == OK ? object(answer) : refused(answer);
    }

    private record Answer(int status, byte[] body) {}

    private Answer answer(HttpRequest.Builder request) throws IOException, AdministrationException {
        try {
            HttpResponse<InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                return new Answer(response.statusCode(), in.readNBytes(MOST_BYTES));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AdministrationException("the question to " + url + " was interrupted");
        } catch (IOException unreachable) {
            throw new IOException("there is no answer from " + url, unreachable);
        }
    }

    /** @return nothing: it always throws, with what the API says */
    private <T> T refused(Answer answer) throws AdministrationException {
        throw new AdministrationException(object(answer)
                .object("error")
                .flatMap(error -> error.text("message"))
                .orElse("the API answered with HTTP " + answer.status()));
    }

    private Json.Obj object(Answer answer) throws AdministrationException {
        try {
            if (json.parse(answer.body()) instanceof Json.Obj object) {
                return object;
            }
        } catch (JsonException notJson) {
            // As below.
        }
        throw new AdministrationException(
                "what answers there is not Tollgate (HTTP " + answer.status() + ", not JSON)");
    }
}
