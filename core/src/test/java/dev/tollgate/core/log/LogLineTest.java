package dev.tollgate.core.log;

import dev.tollgate.core.RequestMark;
import dev.tollgate.core.SideBySide;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.StreamHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.LogContext;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LogLineTest {
    private static final Instant AT = Instant.parse("2026-11-28T04:00:00.125Z");
    private static final RequestMark MARK =
            new RequestMark("JKJaXmPLvHcESHA=", Optional.empty(), Optional.of("4bf92f3577b34da6a3ce929d0e0e4736"));

    @Test
    void saysOfWhichRequestDecisionAndTraceItIs() {
        String line = MARK.during(() -> {
            RequestMark.decided("06h1v89s9lic7i4vru4v1f7lgg-1");
            RequestMark.decided("06h1v89s9lic7i4vru4v1f7lgg-2");
            return line("answered with status 200");
        });

        assertEquals(
                "{\"timestamp\":\"2026-11-28T04:00:00.125Z\",\"level\":\"WARN\",\"logger\":\"dev.tollgate.Api\","
                        + "\"message\":\"answered with status 200\",\"request\":\"JKJaXmPLvHcESHA=\","
                        + "\"decision\":\"06h1v89s9lic7i4vru4v1f7lgg-1\",\"trace\":\"4bf92f3577b34da6a3ce929d0e0e4736\"}",
                line);
    }

    @Test
    void afterARequestNoLineIsOfItAnyMore() {
        MARK.during(() -> "");

        assertEquals(Optional.empty(), RequestMark.current());
    }

    @Test
    void whatIsDoneSideBySideIsOfTheSameRequest() throws Exception {
        Set<String> requests = ConcurrentHashMap.newKeySet();
        SideBySide.Work work = () -> requests.add(
                Thread.currentThread() + RequestMark.current().orElseThrow().request());

        MARK.during(() -> {
            try {
                SideBySide.run(List.of(work, work));
            } catch (Exception failed) {
                throw new AssertionError(failed);
            }
            return "";
        });

        assertEquals(2, requests.size());
        assertTrue(requests.stream().allMatch(request -> request.endsWith("JKJaXmPLvHcESHA=")));
    }

    @Test
    void noMessageEndsTheLineAddsAMemberOrSteersATerminal() throws Exception {
        String hostile = "a\nb\r\u0085c\u2028d\u001B[31m\u009B2J\u202Ee\",\"level\":\"INFO\u0000\uD800";

        String line = line(hostile);

        assertTrue(line.codePoints().noneMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x202E), line);
        Json.Obj read = (Json.Obj) new JsonText(4).parse(line);
        assertEquals(Optional.of("WARN"), read.text("level"));
        assertEquals(4, read.members().size());
    }

    @Test
    void anErrorIsToldByItsClassesAndPlacesAndNeverByItsMessage() {
        var failure = new IllegalStateException("alice@example.com", new IllegalArgumentException("4111111111111111"));

        String line = LogLine.of(AT, LogLine.Level.ERROR, "x", "failed", Optional.of(failure), Optional.empty());

        assertTrue(line.contains("\"error\":[\"java.lang.IllegalStateException\",\"at dev.tollgate.core.log"), line);
        assertTrue(line.contains("java.lang.IllegalArgumentException"), line);
        assertFalse(line.contains("alice") || line.contains("4111"), line);
    }

    @Test
    void aLineIsBounded() {
        assertTrue(line("x".repeat(1_000_000)).length() < 4_300);
    }

    @Test
    void quarkusLogsInThisForm() {
        var handler = new StreamHandler();
        var root = LogContext.getLogContext().getLogger("");
        root.addHandler(handler);
        JsonLog.begin();
        root.removeHandler(handler);

        var record = new ExtLogRecord(Level.WARNING, "request %s", ExtLogRecord.FormatStyle.PRINTF, "x");
        record.setParameters(new Object[] {"one"});
        record.setLoggerName("dev.tollgate.Api");
        record.setInstant(AT);
        assertEquals(line("request one") + "\n", handler.getFormatter().format(record));
    }

    private static String line(String message) {
        return LogLine.of(AT, LogLine.Level.WARN, "dev.tollgate.Api", message, Optional.empty(), RequestMark.current());
    }
}
