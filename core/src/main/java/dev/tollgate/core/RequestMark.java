package dev.tollgate.core;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Which request a thread is at work for, so that each line that is logged meanwhile can say so. Nothing is decided by it.
 */
public final class RequestMark {
    private static final ThreadLocal<RequestMark> CURRENT = new ThreadLocal<>();

    private final String request;
    private final Optional<String> called;
    private final Optional<String> trace;
    private final AtomicReference<Optional<String>> decision = new AtomicReference<>(Optional.empty());

    /**
     * @param request API Gateway's own id
     * @param called what the caller calls it, when that can name no person
     * @param trace of W3C trace context, 32 hexadecimal digits
     */
    public RequestMark(String request, Optional<String> called, Optional<String> trace) {
        this.request = request;
        this.called = called;
        this.trace = trace;
    }

    public static Optional<RequestMark> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** Notes which decision's record the request at work wrote or found, the first if several. */
    public static void decided(String decisionId) {
        current().ifPresent(mark -> mark.decision.compareAndSet(Optional.empty(), Optional.of(decisionId)));
    }

    /** Works for this request on the thread that calls. */
    public <T> T during(Supplier<T> work) {
        Optional<RequestMark> before = current();
        CURRENT.set(this);
        try {
            return work.get();
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

    public Optional<String> decision() {
        return decision.get();
    }
}
