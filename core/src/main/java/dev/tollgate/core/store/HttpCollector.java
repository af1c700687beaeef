package dev.tollgate.core.store;

import dev.tollgate.core.http.Traces;
import dev.tollgate.core.trace.Attribute;
import dev.tollgate.core.trace.Collector;
import dev.tollgate.core.trace.RestingCollector;
import dev.tollgate.core.trace.SpanIds;
import dev.tollgate.core.trace.SpanText;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Posts spans to a collector (OTLP/HTTP), such as the OpenTelemetry layer of the same function has. */
public final class HttpCollector implements Collector {
    /** A decision has 1.3 of 1.5 seconds; this is all that its spans can add. */
    static final Duration MOST = Duration.ofMillis(100);

    private static final int ANSWER_READ = 4_096;

    private final URI address;
    private final int mostMillis;

    /** @param most until a post is given up, whatever the collector does */
    HttpCollector(URI address, Duration most) {
        this.address = address;
        this.mostMillis = Math.toIntExact(most.toMillis());
    }

    /**
     * @param address of the collector, with its path; empty: nobody collects
     * @param function its name on Lambda
     * @param problems are told when the collector fails again and again
     * @throws IllegalArgumentException when the address is no HTTP URL
     */
    public static Traces traces(
            Optional<String> address, String service, String version, String function, Consumer<String> problems) {
        if (address.isEmpty()) {
            return Traces.OFF;
        }
        var program = List.of(
                Attribute.text("service.name", service),
                Attribute.text("service.version", version),
                Attribute.text("faas.name", function));
        var collector =
                new RestingCollector(new HttpCollector(checked(address.get()), MOST), System::nanoTime, problems);
        InstantSource clock = InstantSource.system();
        return Traces.to(
                collector, new SpanText(program), new SpanIds(new SecureRandom()), () -> nanos(clock.instant()));
    }

    private static URI checked(String address) {
        try {
            URI uri = URI.create(address);
            if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException malformed) {
            // Refused below, with the same words.
        }
        throw new IllegalArgumentException(
                "TOLLGATE_TRACES is the http URL of a collector, as http://localhost:4318/v1/traces, not " + address);
    }

    private static long nanos(Instant at) {
        return TimeUnit.SECONDS.toNanos(at.getEpochSecond()) + at.getNano();
    }

    /** On a thread of its own: timeouts of a connection bound each read, and not all of them together. */
    @Override
    public boolean take(byte[] spans) {
        var post = new FutureTask<>(() -> isTaken(spans));
        Thread.ofVirtual().start(post);
        try {
            return post.get(mostMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            // Closes the connection, which nobody waits for any more.
            post.cancel(true);
            return false;
        } catch (ExecutionException failed) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean isTaken(byte[] spans) throws IOException {
        var connection = (HttpURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(mostMillis);
        connection.setReadTimeout(mostMillis);
        connection.setInstanceFollowRedirects(false);
        connection.setDoOutput(true);
        connection.setRequestProperty("content-type", "application/json");
        connection.getOutputStream().write(spans);
        int status = connection.getResponseCode();
        if (status / 100 != 2) {
            connection.disconnect();
            return false;
        }
        // Read, so that the connection can be used again.
        try (InputStream answer = connection.getInputStream()) {
            answer.readNBytes(ANSWER_READ);
        }
        return true;
    }
}
