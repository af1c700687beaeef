package dev.tollgate.core.http;

import dev.tollgate.core.RequestMark;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

class TraceParentTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00",
                "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-comes-later"
            })
    void readsWhatTheGrammarAllows(String header) {
        TraceParent read = TraceParent.read(header).orElseThrow();
        assertEquals(List.of(TRACE, "00f067aa0ba902b7"), List.of(read.traceId(), read.parentId()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "00-4bf92f3577b34da6a3ce929d0e0e473\u0666-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736 00f067aa0ba902b7-01",
                "00-alice@example.com\u001B[31m\nxxxxxxxxx-00f067aa0ba902b7-01"
            })
    void whatIsNotOfTheGrammarCountsForNothing(String header) {
        assertEquals(Optional.empty(), TraceParent.read(header));
    }

    @Test
    void ofACallersIdsOnlyWhatCanNameNobodyIsLogged() {
        assertEquals(
                Optional.of("5f0c1e8e-51f7-4f9e-8d4d-0a3f0c5f7f11"),
                mark("5f0c1e8e-51f7-4f9e-8d4d-0a3f0c5f7f11").called());
        assertEquals(Optional.empty(), mark("alice@example.com").called());
        assertEquals(Optional.empty(), mark("4111-1111-1111-1111").called());
        assertEquals(Optional.of(TRACE), mark("x").trace());
    }

    private static RequestMark mark(String requestId) {
        return new HttpRequest(
                        "GET",
                        "/v1/health",
                        Map.of("x-request-id", requestId, "traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01"),
                        new byte[0],
                        "",
                        "JKJaXmPLvHcESHA=",
                        Optional.empty())
                .mark();
    }
}
