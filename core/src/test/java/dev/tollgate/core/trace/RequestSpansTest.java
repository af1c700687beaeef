package dev.tollgate.core.trace;

import dev.tollgate.core.trace.Span.Status;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RequestSpansTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private long now = 100;
    private final RequestSpans spans =
            new RequestSpans(new SpanIds(new Random(1)), () -> now, TRACE, Optional.of("00f067aa0ba902b7"));

    @Test
    void callsAreChildrenOfTheRequestInItsTrace() {
        now = 110;
        long start = spans.now();
        now = 120;
        spans.called("DynamoDB.GetItem", start, Status.UNSET, List.of());
        now = 130;
        List<Span> all = spans.ended("POST", Status.UNSET, List.of());

        Span request = all.getFirst();
        Span call = all.getLast();
        assertEquals(2, all.size());
        assertEquals(Optional.of("00f067aa0ba902b7"), request.parentId());
        assertEquals(Optional.of(request.spanId()), call.parentId());
        assertEquals(List.of(TRACE, TRACE), List.of(request.traceId(), call.traceId()));
        assertEquals(
                List.of(100L, 130L, 110L, 120L),
                List.of(request.startNanos(), request.endNanos(), call.startNanos(), call.endNanos()));
    }

    @Test
    void ofARequestWithVeryManyCallsSixtyFourSpansAreToldAndHowManyAreNot() {
        for (int i = 0; i < 1_000; i++) {
            spans.called("DynamoDB.GetItem", 100, Status.UNSET, List.of());
        }
        List<Span> all = spans.ended("POST", Status.UNSET, List.of());

        assertEquals(64, all.size());
        assertEquals(
                List.of(Attribute.number("tollgate.calls_not_told", 1_000 - 63)),
                all.getFirst().attributes());
        assertEquals(
                64, all.stream().map(Span::spanId).collect(Collectors.toSet()).size());
    }

    @Test
    void idsAreOfTheGrammarAndNeverZero() {
        var ids = new SpanIds(new Random(2));
        for (int i = 0; i < 1_000; i++) {
            assertTrue(ids.trace().matches("[0-9a-f]{31}[13579bdf]"));
            assertTrue(ids.span().matches("[0-9a-f]{15}[13579bdf]"));
        }
    }
}
