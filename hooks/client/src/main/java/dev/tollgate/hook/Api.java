package dev.tollgate.hook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Tollgate's API: one request, one answer, within a time and a size. */
final class Api implements AutoCloseable {
    private static final int PACKED_FROM = 1024 * 1024;
    private static final int MOST_ANSWER_BYTES = 16 * 1024 * 1024;

    private static final int MOST_AT_ONCE = 64;

    private final HttpClient http;

    /** Two hundred calls at the same moment need no two hundred connections. */
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    private final String url;
    private final String authorization;

    Api(URI url, AccessKey key) {
        this.url = withoutSlash(url.toString());
        this.authorization = key.authorization();
        this.http = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                // Without TLS an upgrade would be tried with each first request.
                .version("https".equals(url.getScheme()) ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    record Answer(int status, HttpHeaders headers, byte[] body) {

        /** The API itself answered, also when the answer is that the request was not good. */
        boolean isOfTheFunction() {
            return status < 500;
        }
    }

    /** Sends it once, or twice when nobody listened: then nothing was asked yet. */
    Answer post(String path, Optional<TraceParent> trace, byte[] body, Duration patience) throws NoAnswerException {
        return post(request(path, trace, body), patience);
    }

    /** The same, with more headers, and never packed: dialects take events as runtimes send them. */
    Answer postAsIs(String path, Map<String, String> headers, byte[] body, Duration patience) throws NoAnswerException {
        HttpRequest.Builder request = plain(path).POST(BodyPublishers.ofByteArray(body));
        headers.forEach(request::setHeader);
        return post(request.build(), patience);
    }

    private Answer post(HttpRequest request, Duration patience) throws NoAnswerException {
        long end = System.nanoTime() + patience.toNanos();
        try {
            return send(request, end);
        } catch (ConnectException nobodyListened) {
            return sendOnce(request, end);
        } catch (IOException broken) {
            throw new NoAnswerException("the connection to it broke");
        }
    }

    /** For requests of which a second one does nothing: sends it again when the connection breaks. */
    Answer postRepeatable(String path, Optional<TraceParent> trace, byte[] body, Duration patience)
            throws NoAnswerException {
        HttpRequest request = request(path, trace, body);
        long end = System.nanoTime() + patience.toNanos();
        try {
            return send(request, end);
        } catch (IOException broken) {
            return sendOnce(request, end);
        }
    }

    private Answer sendOnce(HttpRequest request, long end) throws NoAnswerException {
        try {
            return send(request, end);
        } catch (IOException unreachable) {
            throw new NoAnswerException("it cannot be reached");
        }
    }

    private HttpRequest request(String path, Optional<TraceParent> trace, byte[] body) {
        HttpRequest.Builder request = plain(path);
        trace.ifPresent(parent -> request.header("traceparent", parent.text()));
        if (body.length > PACKED_FROM) {
            return request.header("Content-Encoding", "gzip")
                    .POST(BodyPublishers.ofByteArray(packed(body)))
                    .build();
        }
        return request.POST(BodyPublishers.ofByteArray(body)).build();
    }

    private HttpRequest.Builder plain(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .header("Accept-Encoding", "gzip");
    }

    private Answer send(HttpRequest request, long end) throws IOException, NoAnswerException {
        try {
            if (!places.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                throw new NoAnswerException("too many questions wait for it");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new NoAnswerException("the question was interrupted");
        }
        try {
            return exchanged(request, end);
        } finally {
            places.release();
        }
    }

    private Answer exchanged(HttpRequest request, long end) throws IOException, NoAnswerException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_ANSWER_BYTES));
        try {
            HttpResponse<byte[]> response = answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            return new Answer(response.statusCode(), response.headers(), unpacked(response));
        } catch (TimeoutException late) {
            answer.cancel(true);
            throw new NoAnswerException("it did not answer in time");
        } catch (InterruptedException interrupted) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new NoAnswerException("the question was interrupted");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException broken) {
                throw broken;
            }
            throw new NoAnswerException("it could not be asked");
        }
    }

    private static byte[] unpacked(HttpResponse<byte[]> response) throws IOException {
        if (response.headers()
                .firstValue("Content-Encoding")
                .filter("gzip"::equalsIgnoreCase)
                .isEmpty()) {
            return response.body();
        }
        try (var in = new GZIPInputStream(new java.io.ByteArrayInputStream(response.body()))) {
            byte[] body = in.readNBytes(MOST_ANSWER_BYTES + 1);
            if (body.length > MOST_ANSWER_BYTES) {
                throw new IOException("an answer of more than 16 MB");
            }
            return body;
        }
    }

    private static byte[] packed(byte[] body) {
        var packed = new ByteArrayOutputStream(body.length / 4);
        try (var out = new GZIPOutputStream(packed)) {
            out.write(body);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
