package dev.tollgate.core;

import dev.tollgate.core.trace.RequestSpans;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Which request a thread is at work for, so that each line that is logged meanwhile can say so. Nothing is decided by it.
 */
public final class RequestMark {
    private static final ThreadLocal<RequestMark> CURRENT = new ThreadLocal<>();

    private final String request;
    private final Optional<String> called;
    private final Optional<String> trace;
    private final Optional<RequestSpans> spans;
    private final AtomicReference<Optional<String>> decision = new AtomicReference<>(Optional.empty());

    /**
     * @param request API Gateway's own id, or Lambda's of what no request caused
     * @param called what the caller calls it, when that can name no person
     * @param trace of W3C trace context, 32 hexadecimal digits
     */
    public RequestMark(String request, Optional<String> called, Optional<String> trace) {
        this(request, called, trace, Optional.empty());
    }

    private RequestMark(String request, Optional<String> called, Optional<String> trace, Optional<RequestSpans> spans) {
        this.request = request;
        this.called = called;
        this.trace = trace;
        this.spans = spans;
    }

    /** The same for a request that is traced; nothing is decided yet. */
    public RequestMark with(RequestSpans traced) {
        return new RequestMark(request, called, Optional.of(traced.traceId()), Optional.of(traced));
    }

    public static Optional<RequestMark> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** Notes which decision's record the request at work wrote or found, the first if several. */
    public static void decided(String decisionId) {
        current().ifPresent(mark -> mark.decision.compareAndSet(Optional.empty(), Optional.of(decisionId)));
    }

    /** What is done for a request, and may fail. */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {
        T run() throws E;
    }

    /** Works for this request on the thread that calls. */
    public <T, E extends Exception> T during(Work<T, E> work) throws E {
        Optional<RequestMark> before = current();
        CURRENT.set(this);
        try {
            return work.run();
        } finally {
            before.ifPresentOrElse(CURRENT::set, CURRENT::remove);
        }
    }

    public String request() {
        return request;
    }

    public Optional<String> called() {
        return called;
    }

    public Optional<String> trace() {
        return trace;
    }

    /** Where calls that are made for it are told; empty when it is not traced. */
    public Optional<RequestSpans> spans() {
        return spans;
    }

    public Optional<String> decision() {
        return decision.get();
    }
}
