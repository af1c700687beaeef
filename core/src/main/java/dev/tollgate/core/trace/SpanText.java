package dev.tollgate.core.trace;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import java.util.List;

/**
 * What a collector is sent: an ExportTraceServiceRequest in JSON (OpenTelemetry Protocol 1.x, "JSON Protobuf Encoding":
 * ids in hexadecimal, names in lowerCamelCase, enums as numbers, 64-bit numbers as text).
 */
public final class SpanText {
    private static final String SCOPE = "dev.tollgate";
    private static final int ERROR = 2;

    private final Json resource;

    /** @param program what made the spans: {@code service.name} and so on */
    public SpanText(List<Attribute> program) {
        this.resource = Json.object().put("attributes", attributes(program)).build();
    }

    public byte[] of(List<Span> spans) {
        Json scoped = Json.object()
                .put("scope", Json.object().put("name", SCOPE).build())
                .put("spans", new Json.Arr(spans.stream().map(SpanText::span).toList()))
                .build();
        Json all = Json.object()
                .put("resource", resource)
                .put("scopeSpans", new Json.Arr(List.of(scoped)))
                .build();
        return JsonText.writeBytes(
                Json.object().put("resourceSpans", new Json.Arr(List.of(all))).build());
    }

    private static Json span(Span span) {
        var json = Json.object()
                .put("traceId", span.traceId())
                .put("spanId", span.spanId())
                .put("parentSpanId", span.parentId())
                .put("name", span.name())
                .put("kind", span.kind().number())
                .put("startTimeUnixNano", Long.toString(span.startNanos()))
                .put("endTimeUnixNano", Long.toString(span.endNanos()))
                .put("attributes", attributes(span.attributes()));
        if (span.status() == Span.Status.ERROR) {
            json.put("status", Json.object().put("code", ERROR).build());
        }
        return json.build();
    }

    private static Json attributes(List<Attribute> attributes) {
        return new Json.Arr(attributes.stream().map(Attribute::json).toList());
    }
}
