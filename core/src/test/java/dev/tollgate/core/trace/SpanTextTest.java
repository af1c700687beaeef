package dev.tollgate.core.trace;

import dev.tollgate.core.trace.Span.Kind;
import dev.tollgate.core.trace.Span.Status;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class SpanTextTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private final SpanText text = new SpanText(List.of(Attribute.text("service.name", "tollgate-decision")));

    @Test
    void writesSpansAsACollectorWantsThem() {
        var server = new Span(
                TRACE,
                "0000000000000001",
                Optional.of("00f067aa0ba902b7"),
                "POST /access/v1/evaluation",
                Kind.SERVER,
                1_764_302_400_000_000_000L,
                1_764_302_400_012_345_678L,
                Status.UNSET,
                List.of(Attribute.number("http.response.status_code", 200)));
        var call = new Span(
                TRACE,
                "0000000000000002",
                Optional.of("0000000000000001"),
                "DynamoDB.PutItem",
                Kind.CLIENT,
                5,
                6,
                Status.ERROR,
                List.of(Attribute.texts("aws.dynamodb.table_names", List.of("audit"))));

        assertEquals("""
                {"resourceSpans":[{"resource":{"attributes":\
                [{"key":"service.name","value":{"stringValue":"tollgate-decision"}}]},\
                "scopeSpans":[{"scope":{"name":"dev.tollgate"},"spans":[\
                {"traceId":"4bf92f3577b34da6a3ce929d0e0e4736","spanId":"0000000000000001",\
                "parentSpanId":"00f067aa0ba902b7","name":"POST /access/v1/evaluation","kind":2,\
                "startTimeUnixNano":"1764302400000000000","endTimeUnixNano":"1764302400012345678",\
                "attributes":[{"key":"http.response.status_code","value":{"intValue":"200"}}]},\
                {"traceId":"4bf92f3577b34da6a3ce929d0e0e4736","spanId":"0000000000000002",\
                "parentSpanId":"0000000000000001","name":"DynamoDB.PutItem","kind":3,\
                "startTimeUnixNano":"5","endTimeUnixNano":"6",\
                "attributes":[{"key":"aws.dynamodb.table_names",\
                "value":{"arrayValue":{"values":[{"stringValue":"audit"}]}}}],\
                "status":{"code":2}}]}]}]}""", written(server, call));
    }

    @Test
    void aTracesFirstSpanHasNoParentAndNoSpanEndsBeforeItBegan() {
        var span = new Span(
                TRACE, "0000000000000001", Optional.empty(), "GET", Kind.SERVER, 7, 3, Status.UNSET, List.of());

        assertEquals("""
                {"resourceSpans":[{"resource":{"attributes":\
                [{"key":"service.name","value":{"stringValue":"tollgate-decision"}}]},\
                "scopeSpans":[{"scope":{"name":"dev.tollgate"},"spans":[\
                {"traceId":"4bf92f3577b34da6a3ce929d0e0e4736","spanId":"0000000000000001","name":"GET","kind":2,\
                "startTimeUnixNano":"7","endTimeUnixNano":"7","attributes":[]}]}]}]}""", written(span));
    }

    private String written(Span... spans) {
        return new String(text.of(List.of(spans)), StandardCharsets.UTF_8);
    }
}
