package dev.tollgate.core.http;

import dev.tollgate.core.RequestMark;
import dev.tollgate.core.http.Traces.Trigger;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.trace.Collector;
import dev.tollgate.core.trace.SpanIds;
import dev.tollgate.core.trace.SpanText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TracesTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final HttpResponse ANSWER = HttpResponse.json(200, Json.Obj.EMPTY);

    private final List<String> sent = new ArrayList<>();
    private final Traces traces = to(spans -> sent.add(new String(spans, StandardCharsets.UTF_8)));

    @Test
    void aRequestsSpanIsTheChildOfItsCallers() {
        Optional<String> trace = answered("/access/v1/evaluation", "traceparent", parent("01"));

        assertEquals(Optional.of(TRACE), trace);
        assertEquals(1, sent.size());
        String spans = sent.getFirst();
        assertTrue(spans.contains("\"traceId\":\"" + TRACE + "\""), spans);
        assertTrue(spans.contains("\"parentSpanId\":\"00f067aa0ba902b7\""), spans);
        assertTrue(spans.contains("\"name\":\"POST /access/v1/evaluation\",\"kind\":2"), spans);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "02", "fe"})
    void whatItsCallerDoesNotSampleLeavesNoSpan(String flags) {
        assertEquals(Optional.of(TRACE), answered("/v1/health", "traceparent", parent(flags)));
        assertEquals(List.of(), sent);
    }

    @Test
    void withoutACallersTraceItIsOneOfItsOwnThatTheLogNamesToo() {
        Optional<String> trace = answered("/v1/health", "traceparent", "00-secret");

        String spans = sent.getFirst();
        assertTrue(spans.contains("\"traceId\":\"" + trace.orElseThrow() + "\""), spans);
        assertFalse(spans.contains("parentSpanId"), spans);
    }

    @Test
    void nothingThatACallerMadeUpIsTold() {
        var request = new HttpRequest(
                "dora", "/v1/approvals/dora", Map.of("x-dora", "dora"), new byte[0], "dora", "dora", Optional.empty());
        traces.answer(request, () -> ANSWER);

        String spans = sent.getFirst();
        assertFalse(spans.contains("dora"), spans);
        assertTrue(spans.contains("\"name\":\"_OTHER\""), spans);
    }

    @Test
    void aCollectorThatBreaksChangesNoAnswer() {
        Traces broken = to(spans -> {
            throw new IllegalStateException();
        });
        assertSame(ANSWER, broken.answer(request("/v1/health", "a", "b"), () -> ANSWER));
    }

    @Test
    void whatNoRequestCausedIsATraceOfItsOwn() {
        String trace = traces.during(
                "an-id",
                "schedule",
                Trigger.TIMER,
                () -> RequestMark.current().flatMap(RequestMark::trace).orElseThrow());

        String spans = sent.getFirst();
        assertTrue(spans.contains("\"traceId\":\"" + trace + "\""), spans);
        assertTrue(spans.contains("\"name\":\"schedule\""), spans);
        assertTrue(spans.contains("{\"stringValue\":\"timer\"}"), spans);
        assertTrue(spans.contains("{\"stringValue\":\"an-id\"}"), spans);
        assertFalse(spans.contains("parentSpanId"), spans);
        assertFalse(spans.contains("\"code\":2"), spans);
    }

    @Test
    void whatFailsIsAnErrorAndFailsAllTheSame() {
        assertThrows(
                IOException.class,
                () -> traces.during("an-id", "stream", Trigger.DATASOURCE, () -> {
                    throw new IOException("of somebody");
                }));

        String spans = sent.getFirst();
        assertTrue(spans.contains("\"code\":2"), spans);
        assertFalse(spans.contains("somebody"), spans);
    }

    @Test
    void whatNobodyCollectsHasItsMarkAllTheSame() {
        String request = Traces.OFF.during(
                "an-id",
                "stream",
                Trigger.DATASOURCE,
                () -> RequestMark.current().orElseThrow().request());
        assertEquals("an-id", request);
    }

    @Test
    void whenNobodyCollectsNothingIsGathered() {
        Traces.OFF.answer(request("/v1/health", "traceparent", parent("01")), () -> {
            assertEquals(Optional.empty(), RequestMark.current().orElseThrow().spans());
            return ANSWER;
        });
    }

    /** @return the trace that lines of the log name */
    private Optional<String> answered(String path, String header, String value) {
        var trace = new ArrayList<String>();
        traces.answer(request(path, header, value), () -> {
            RequestMark.current().flatMap(RequestMark::trace).ifPresent(trace::add);
            return ANSWER;
        });
        return trace.stream().findFirst();
    }

    private static Traces to(Collector collector) {
        return Traces.to(collector, new SpanText(List.of()), new SpanIds(new Random(1)), () -> 7);
    }

    private static HttpRequest request(String path, String header, String value) {
        return new HttpRequest("POST", path, Map.of(header, value), new byte[0], "", "id", Optional.empty());
    }

    private static String parent(String flags) {
        return "00-" + TRACE + "-00f067aa0ba902b7-" + flags;
    }
}
