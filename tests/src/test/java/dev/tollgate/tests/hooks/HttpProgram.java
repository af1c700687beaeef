package dev.tollgate.tests.hooks;

import dev.tollgate.tests.stage.Await;
import dev.tollgate.tests.stage.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The packaged program where it listens: as a proxy, or as a bridge. */
final class HttpProgram implements AutoCloseable {
    private static final String LISTENS = "http://127.0.0.1:";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Process process;
    private final Path err;
    private final URI url;

    private HttpProgram(Process process, Path err) throws Exception {
        this.process = process;
        this.err = err;
        Await.until("it listens", Duration.ofSeconds(40), () -> listening(err).isPresent());
        this.url = URI.create(listening(err).orElseThrow());
    }

    /** @param words without {@code --listen} */
    static HttpProgram start(Map<String, String> environment, List<String> words) throws Exception {
        var command = new ArrayList<>(ProxyProcess.command());
        command.addAll(words);
        Path err = Repository.scratch("listening").resolve("err.txt");
        var builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("TOLLGATE_"));
        builder.environment().putAll(environment);
        return new HttpProgram(builder.start(), err);
    }

    /** What it says on the standard error output: the port that it was given, and no more. */
    private static Optional<String> listening(Path err) throws IOException {
        return Files.readString(err)
                .lines()
                .filter(line -> line.contains(LISTENS))
                .map(line -> line.substring(line.indexOf(LISTENS)))
                .map(url -> url.substring(0, url.indexOf('/', LISTENS.length())))
                .findFirst();
    }

    HttpResponse<String> post(String path, String body, String... headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(url.resolve(path))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    String logged() {
        try {
            return Files.readString(err);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        http.close();
    }
}
