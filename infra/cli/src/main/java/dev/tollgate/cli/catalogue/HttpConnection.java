package dev.tollgate.cli.catalogue;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** An MCP server behind Streamable HTTP: each message is a POST, answered by one message or a stream of them. */
final class HttpConnection implements Connection {
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final Pattern SESSION = Pattern.compile("[\\x21-\\x7E]{1,1000}");

    private final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private final URI uri;
    private final Optional<String> token;
    private Optional<String> session = Optional.empty();
    private Optional<String> version = Optional.empty();
    private Messages answers = () -> {
        throw new McpException("the server accepted the request without an answer");
    };

    /** What came back of a POST. */
    private interface Messages {
        Json.Obj next() throws IOException;
    }

    HttpConnection(URI uri, Optional<String> token) {
        this.uri = uri;
        this.token = token;
    }

    @Override
    public void send(Json.Obj message) throws IOException {
        HttpRequest request = request()
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JsonText.writeBytes(message)))
                .build();
        HttpResponse<InputStream> response = exchange(request);
        checkStatus(response.statusCode());
        if (session.isEmpty()) {
            session = response.headers()
                    .firstValue("Mcp-Session-Id")
                    .filter(id -> SESSION.matcher(id).matches());
        }
        var body = new BoundedInput(response.body());
        String type = response.headers().firstValue("Content-Type").orElse("");
        if (type.startsWith("application/json")) {
            answers = () -> RpcMessage.read(body.all());
        } else if (type.startsWith("text/event-stream")) {
            var events = new EventStream(body);
            answers = () -> RpcMessage.read(events.next());
        }
    }

    @Override
    public Json.Obj receive() throws IOException {
        return answers.next();
    }

    @Override
    public void agreedOn(String protocolVersion) throws IOException {
        if (!SESSION.matcher(protocolVersion).matches()) {
            throw new McpException("'initialize': the member protocolVersion is no version (expected a date)");
        }
        version = Optional.of(protocolVersion);
    }

    @Override
    public List<String> lastWords() {
        return List.of();
    }

    @Override
    public void close() {
        if (session.isPresent()) {
            try {
                http.send(request().timeout(FAREWELL).DELETE().build(), HttpResponse.BodyHandlers.discarding());
            } catch (IOException notHeard) {
                // The server forgets an idle session by itself.
                session = Optional.empty();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        http.shutdownNow();
    }

    private HttpRequest.Builder request() {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        session.ifPresent(id -> request.header("Mcp-Session-Id", id));
        version.ifPresent(agreed -> request.header("MCP-Protocol-Version", agreed));
        return request;
    }

    private HttpResponse<InputStream> exchange(HttpRequest request) throws IOException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new McpException("the question to the server was interrupted", interrupted);
        } catch (IOException unreachable) {
            throw new McpException(
                    "there is no answer from " + uri.getScheme() + "://" + uri.getAuthority(), unreachable);
        }
    }

    private static void checkStatus(int status) throws McpException {
        switch (status) {
            case 200, 202, 204 -> {}
            case 401, 403 ->
                throw new McpException("the server refuses without the right token (HTTP " + status
                        + "): name its environment variable with --token-from");
            case 404, 405 ->
                throw new McpException("there is no Streamable HTTP endpoint at this address (HTTP " + status
                        + "); often it ends in /mcp");
            default -> throw new McpException("the server answered with HTTP " + status + " (expected 200)");
        }
    }
}
