package dev.tollgate.cli;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.store.AdministrationException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The decision API as an approver uses it. */
final class ApproverClient {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String PATH = "/v1/approvals";
    private static final int MAX_DEPTH = 256;
    private static final int MOST_PAGES = 1_000;

    private final HttpClient http = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(PATIENCE)
            .build();
    private final JsonText json = new JsonText(MAX_DEPTH);
    private final String url;
    private final String key;

    ApproverClient(URI url, String key) {
        this.url = url.toString().replaceAll("/+$", "");
        this.key = key;
    }

    /** All that this approver may decide. */
    List<Json.Obj> pending() throws IOException, AdministrationException {
        var all = new ArrayList<Json.Obj>();
        String cursor = "";
        for (int page = 0; page < MOST_PAGES; page++) {
            Json.Obj answer = send(request("?status=pending&cursor=" + cursor).GET());
            for (Json item : answer.items("approvals")) {
                if (item instanceof Json.Obj request) {
                    all.add(request);
                }
            }
            cursor = answer.text("next_cursor").orElse("");
            if (cursor.isEmpty()) {
                return all;
            }
        }
        throw new AdministrationException("the list of requests has no end");
    }

    Json.Obj show(String id) throws IOException, AdministrationException {
        return send(request(path(id)).GET());
    }

    /** @param decision {@code approve} or {@code deny} */
    Json.Obj decide(String id, String decision, Optional<String> reason) throws IOException, AdministrationException {
        Json.Obj body =
                Json.object().put("decision", decision).put("reason", reason).build();
        return send(request(path(id))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(JsonText.writeBytes(body))));
    }

    private static String path(String id) {
        return "/" + URLEncoder.encode(id, StandardCharsets.UTF_8);
    }

    private HttpRequest.Builder request(String rest) {
        return HttpRequest.newBuilder(URI.create(url + PATH + rest))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + key);
    }

    private Json.Obj send(HttpRequest.Builder request) throws IOException, AdministrationException {
        HttpResponse<byte[]> response;
        try {
            response = http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AdministrationException("the question to " + url + " was interrupted");
        } catch (IOException unreachable) {
            throw new IOException("there is no answer from " + url, unreachable);
        }
        Json.Obj answer = body(response);
        if (response.statusCode() != 200) {
            throw new AdministrationException(answer.object("error")
                    .flatMap(error -> error.text("message"))
                    .orElse("the API answered with HTTP " + response.statusCode()));
        }
        return answer;
    }

    private Json.Obj body(HttpResponse<byte[]> response) throws AdministrationException {
        try {
            if (json.parse(response.body()) instanceof Json.Obj object) {
                return object;
            }
        } catch (JsonException notJson) {
            // As below.
        }
        throw new AdministrationException(
                "what answers there is no decision API (HTTP " + response.statusCode() + ", not JSON)");
    }
}
