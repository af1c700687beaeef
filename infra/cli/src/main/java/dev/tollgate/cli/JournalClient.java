package dev.tollgate.cli;

import dev.tollgate.core.journal.JournalHead;
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

/** Hands journals in. */
final class JournalClient {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MOST_BYTES = 64 * 1024;

    private final HttpClient http = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(PATIENCE)
            .build();
    private final JsonText json = new JsonText(16);
    private final URI url;
    private final String key;

    JournalClient(URI url, String key) {
        this.url = URI.create(url + (url.toString().endsWith("/") ? "" : "/")).resolve("v1/audit/journal");
        this.key = key;
    }

    /**
     * @return up to where it was received
     * @throws AdministrationException with what the API says when it does not take it
     */
    JournalHead send(Json.Obj journal) throws IOException, AdministrationException {
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(JsonText.writeBytes(journal)))
                .build();
        HttpResponse<InputStream> response = exchange(request);
        Json.Obj answer = body(response);
        if (response.statusCode() != 200) {
            throw new AdministrationException(answer.object("error")
                    .flatMap(error -> error.text("message"))
                    .orElse("the API answered with HTTP " + response.statusCode()));
        }
        return new JournalHead(
                answer.integer("received_to").orElseThrow(JournalClient::noTollgate),
                answer.text("hash").orElseThrow(JournalClient::noTollgate),
                answer.text("record_id"));
    }

    private HttpResponse<InputStream> exchange(HttpRequest request) throws IOException, AdministrationException {
        try {
            return http.send(request, BodyHandlers.ofInputStream());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AdministrationException("it was interrupted");
        } catch (IOException unreachable) {
            throw new IOException("there is no answer from " + url, unreachable);
        }
    }

    private Json.Obj body(HttpResponse<InputStream> response) throws IOException, AdministrationException {
        try (InputStream in = response.body()) {
            if (json.parse(in.readNBytes(MOST_BYTES)) instanceof Json.Obj object) {
                return object;
            }
        } catch (JsonException notJson) {
            // As below.
        }
        throw noTollgate();
    }

    private static AdministrationException noTollgate() {
        return new AdministrationException("what answers there is not Tollgate");
    }
}
