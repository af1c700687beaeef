package dev.tollgate.audit.query;

import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.report.ReportName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ReportAskedTest {
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:30Z");

    @Test
    void aDayBeginsInTheTimeZoneThatIsGiven() throws ProblemException {
        ReportAsked asked =
                read(Map.of("from", "2026-10-25", "to", "2026-10-26", "tz", "Europe/Berlin", "format", "html"));

        assertEquals(Instant.parse("2026-10-24T22:00:00Z"), asked.period().from());
        assertEquals(Instant.parse("2026-10-25T23:00:00Z"), asked.period().to());
        assertEquals(ReportForm.HTML, asked.form());
    }

    @Test
    void withoutAPeriodItIsTheLastDayInWholeMinutes() throws ProblemException {
        ReportAsked asked = read(Map.of());

        assertEquals(Instant.parse("2026-11-27T12:00:00Z"), asked.period().to());
        assertEquals(
                Duration.ofDays(1),
                Duration.between(asked.period().from(), asked.period().to()));
    }

    @Test
    void aMonthInWhichClocksAreTurnedBackIsNotTooLong() throws ProblemException {
        ReportAsked asked = read(Map.of("from", "2026-10-01", "to", "2026-11-01", "tz", "Europe/Berlin"));

        assertEquals(
                Duration.ofHours(31 * 24 + 1),
                Duration.between(asked.period().from(), asked.period().to()));
    }

    @Test
    void namesWhatIsWrongAndWhatIsExpected() {
        Map<Map<String, String>, String> wrong = Map.of(
                Map.of("from", "2026-11-27T08:00:30Z"), "'from': expected a whole minute",
                Map.of("from", "2026-11-28", "to", "2026-11-28"), "'from': expected a moment before 'to'",
                Map.of("from", "2026-10-01", "to", "2026-11-02"), "'from': expected at most 31 days before 'to'",
                Map.of("from", "2026-09-01T08:10:00Z", "to", "2026-09-02"),
                        "'from': expected a whole quarter of an hour",
                Map.of("tz", "Mars"), "'tz': expected a time zone",
                Map.of("format", "pdf"), "'format': expected one of json, csv, html",
                Map.of("agent", "bot"), "'agent': expected nothing: only the report 'trail' is about one",
                Map.of("period", "x"), "'query': expected only from, to, tz");
        wrong.forEach((query, message) -> {
            var problem = assertThrows(ProblemException.class, () -> read(query), message);
            assertTrue(problem.problem().message().startsWith(message), problem.problem()::message);
        });
    }

    @Test
    void aTrailIsOfSomebody() throws ProblemException {
        assertThrows(ProblemException.class, () -> ReportAsked.read(ReportName.TRAIL, Map.of(), NOW));
        ReportAsked asked = ReportAsked.read(ReportName.TRAIL, Map.of("session", "s-1", "agent", "bot"), NOW);

        assertEquals(
                List.of(Map.entry("agent", "bot"), Map.entry("session", "s-1")),
                asked.texts().toList());
    }

    private static ReportAsked read(Map<String, String> query) throws ProblemException {
        return ReportAsked.read(ReportName.ACCESS, query, NOW);
    }
}
