package dev.tollgate.core.trace;

import dev.tollgate.core.trace.Span.Kind;
import dev.tollgate.core.trace.Span.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** Gathers the spans of one request: its own, and a child for each call that it made. Several threads may add. */
public final class RequestSpans {
    /** How many calls are told; a batch can make some more, and only their number is told then. */
    public static final int MOST_CALLS = 63;

    private final SpanIds ids;
    private final LongSupplier clock;
    private final String traceId;
    private final Optional<String> parentId;
    private final String spanId;
    private final long startNanos;
    private final Queue<Span> calls = new ConcurrentLinkedQueue<>();
    private final AtomicInteger made = new AtomicInteger();

    /**
     * Begins now.
     *
     * @param clock nanoseconds since 1970
     * @param parentId the caller's span
     */
    public RequestSpans(SpanIds ids, LongSupplier clock, String traceId, Optional<String> parentId) {
        this.ids = ids;
        this.clock = clock;
        this.traceId = traceId;
        this.parentId = parentId;
        this.spanId = ids.span();
        this.startNanos = clock.getAsLong();
    }

    public String traceId() {
        return traceId;
    }

    /** @return nanoseconds since 1970 */
    public long now() {
        return clock.getAsLong();
    }

    /** A call to another service that ends now. */
    public void called(String name, long startNanos, Status status, List<Attribute> attributes) {
        if (made.incrementAndGet() <= MOST_CALLS) {
            calls.add(new Span(
                    traceId,
                    ids.span(),
                    Optional.of(spanId),
                    name,
                    Kind.CLIENT,
                    startNanos,
                    clock.getAsLong(),
                    status,
                    attributes));
        }
    }

    /** All of them, when the request ends now. */
    public List<Span> ended(String name, Status status, List<Attribute> attributes) {
        var told = new ArrayList<>(attributes);
        int left = made.get() - MOST_CALLS;
        if (left > 0) {
            told.add(Attribute.number("tollgate.calls_not_told", left));
        }
        var spans = new ArrayList<Span>();
        spans.add(new Span(traceId, spanId, parentId, name, Kind.SERVER, startNanos, clock.getAsLong(), status, told));
        spans.addAll(calls);
        return List.copyOf(spans);
    }
}
