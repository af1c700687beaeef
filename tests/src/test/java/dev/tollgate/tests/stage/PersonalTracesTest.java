package dev.tollgate.tests.stage;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

class PersonalTracesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        a key's secret | tg_abcdefghijklmnop_abcdefghijklmnopqrstuvwxyz234567abcdefghijklmnopqrst
        an authorization | Authorization: Bearer abcdefgh
        a mail address | ada@example.com
        a card's number | 4111 1111 1111 1111
        a card's number | 4111111111111111
        a bank account | DE89 3704 0044 0532 0130 00
        an owner or user | {"owner":"dora"}
        an argument or a name that a test calls secret | s3cr3t-argument
        an address | 203.0.113.77
        """)
    void findsWhatTestsSendAndDoesNotRepeatIt(String what, String value) {
        List<PersonalTraces.Trace> found =
                PersonalTraces.in(Stream.of("fine", "{\"message\":\"request 1: " + value + "\"}"));

        assertEquals(1, found.size());
        assertEquals(what, found.getFirst().what());
        assertFalse(found.getFirst().line().contains(value));
    }

    @Test
    void whatFunctionsMayLogIsNone() {
        assertEquals(
                List.of(),
                PersonalTraces.in(
                        Stream.of(
                                "[decision-1] {\"timestamp\":\"2026-11-28T04:00:00.125Z\",\"level\":\"INFO\",\"logger\":\"dev.tollgate.decision.Api\","
                                        + "\"message\":\"answered with status 200\",\"request\":\"JKJaXmPLvHcESHA=\","
                                        + "\"decision\":\"06h1v89s9lic7i4vru4v1f7lgg-1\",\"trace\":\"4bf92f3577b34da6a3ce929d0e0e4736\"}",
                                "{\"_aws\":{\"Timestamp\":1764302400000,\"CloudWatchMetrics\":[]},\"Stack\":\"local\",\"Denied\":12}")));
    }
}
