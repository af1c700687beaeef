package dev.tollgate.core.http;

import dev.tollgate.core.RequestMark;
import dev.tollgate.core.RequestMark.Work;
import dev.tollgate.core.trace.Attribute;
import dev.tollgate.core.trace.Collector;
import dev.tollgate.core.trace.RequestSpans;
import dev.tollgate.core.trace.Span;
import dev.tollgate.core.trace.SpanIds;
import dev.tollgate.core.trace.SpanText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Has each invocation leave its spans with a collector before it is answered: a Lambda may be frozen afterwards. */
public final class Traces {
    /** Nobody collects. */
    public static final Traces OFF = new Traces(Optional.empty());

    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS");

    /** A path that is not one of these can have anything in it. */
    private static final Set<String> PATHS = Set.of(
            "/access/v1/evaluation",
            "/access/v1/evaluations",
            "/access/v1/search/subject",
            "/access/v1/search/resource",
            "/access/v1/search/action",
            "/v1/audit/journal",
            "/v1/audit/observed",
            "/v1/audit/records",
            "/v1/audit/checkpoints",
            "/v1/approvals",
            "/v1/health",
            "/v1/redact");

    private static final int SERVER_ERROR = 500;

    private final Optional<Collecting> collecting;

    private record Collecting(Collector collector, SpanText text, SpanIds ids, LongSupplier clock) {}

    private Traces(Optional<Collecting> collecting) {
        this.collecting = collecting;
    }

    /** @param clock nanoseconds since 1970 */
    public static Traces to(Collector collector, SpanText text, SpanIds ids, LongSupplier clock) {
        return new Traces(Optional.of(new Collecting(collector, text, ids, clock)));
    }

    public boolean areCollected() {
        return collecting.isPresent();
    }

    /** Answers under the request's mark. What becomes of the spans changes no answer. */
    public HttpResponse answer(HttpRequest request, Supplier<HttpResponse> work) {
        Optional<TraceParent> parent = request.traceParent();
        if (collecting.isEmpty() || !parent.map(TraceParent::isSampled).orElse(true)) {
            return request.mark().during(work::get);
        }
        Collecting to = collecting.get();
        var spans = new RequestSpans(
                to.ids(),
                to.clock(),
                parent.map(TraceParent::traceId).orElseGet(() -> to.ids().trace()),
                parent.map(TraceParent::parentId));
        return request.mark().with(spans).during(() -> {
            HttpResponse response = work.get();
            send(to, ended(spans, request, response));
            return response;
        });
    }

    /**
     * Works under the mark of an invocation that no request caused. It is a trace of its own, and an error when it fails.
     *
     * @param invocation Lambda's id of it
     * @param name of what is done
     */
    public <T, E extends Exception> T during(String invocation, String name, Trigger trigger, Work<T, E> work)
            throws E {
        var mark = new RequestMark(invocation, Optional.empty(), Optional.empty());
        if (collecting.isEmpty()) {
            return mark.during(work);
        }
        Collecting to = collecting.get();
        var spans = new RequestSpans(to.ids(), to.clock(), to.ids().trace(), Optional.empty());
        var attributes = List.of(
                Attribute.text("faas.trigger", trigger.word()), Attribute.text("faas.invocation_id", invocation));
        var status = Span.Status.ERROR;
        try {
            T done = mark.with(spans).during(work);
            status = Span.Status.UNSET;
            return done;
        } finally {
            send(to, spans.ended(name, status, attributes));
        }
    }

    /** What started an invocation, in the words of OpenTelemetry's semantic conventions for functions. */
    public enum Trigger {
        DATASOURCE,
        TIMER;

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static void send(Collecting to, List<Span> spans) {
        try {
            to.collector().take(to.text().of(spans));
        } catch (RuntimeException defect) {
            // A defect of ours here is no reason to keep an answer back.
        }
    }

    /** Named as OpenTelemetry's semantic conventions for HTTP have it. */
    private static List<Span> ended(RequestSpans spans, HttpRequest request, HttpResponse response) {
        String method = METHODS.contains(request.method()) ? request.method() : "_OTHER";
        Optional<String> path = Optional.of(request.path()).filter(PATHS::contains);
        var attributes = new ArrayList<Attribute>();
        attributes.add(Attribute.text("http.request.method", method));
        path.ifPresent(known -> attributes.add(Attribute.text("http.route", known)));
        attributes.add(Attribute.number("http.response.status_code", response.status()));
        return spans.ended(
                path.map(known -> method + " " + known).orElse(method),
                response.status() >= SERVER_ERROR ? Span.Status.ERROR : Span.Status.UNSET,
                attributes);
    }
}
