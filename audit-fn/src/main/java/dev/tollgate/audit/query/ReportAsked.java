package dev.tollgate.audit.query;

import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.report.Period;
import dev.tollgate.core.report.ReportName;
import dev.tollgate.core.report.Whose;
import dev.tollgate.core.rollup.RollupReading;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A report that a caller asks for. */
record ReportAsked(ReportName name, Period period, Whose whose, ReportForm form) {
    private static final Duration USUAL = Duration.ofDays(1);

    /** 31 days in a zone where clocks are turned back meanwhile. */
    private static final Duration LONGEST = Duration.ofDays(31).plusHours(2);

    private static final List<String> NAMES = List.of("from", "to", "tz", "format", "agent", "session", "trace");
    private static final List<String> OF_A_TRAIL = List.of("agent", "session", "trace");
    private static final int LONGEST_TEXT = 256;
    private static final int LETTERS_OF_A_DAY = 10;
    private static final int MINUTES_OF_A_QUARTER = 15;

    static ReportAsked read(ReportName name, Map<String, String> query, Instant now) throws ProblemException {
        for (String given : query.keySet()) {
            if (!NAMES.contains(given)) {
                throw Filters.wrong("query", "only " + String.join(", ", NAMES));
            }
        }
        ZoneId zone = zone(query.getOrDefault("tz", "UTC"));
        Instant to = moment("to", query, zone).orElse(now.truncatedTo(ChronoUnit.MINUTES));
        Instant from = moment("from", query, zone).orElse(to.minus(USUAL));
        if (!from.isBefore(to)) {
            throw Filters.wrong("from", "a moment before 'to'");
        }
        if (Duration.between(from, to).compareTo(LONGEST) > 0) {
            throw Filters.wrong("from", "at most 31 days before 'to'");
        }
        checkIsKept("from", from, now);
        checkIsKept("to", to, now);
        ReportForm form = ReportForm.ofWord(query.getOrDefault("format", ReportForm.JSON.word()))
                .orElseThrow(() -> Filters.wrong("format", "one of " + String.join(", ", ReportForm.words())));
        return new ReportAsked(name, new Period(from, to, zone), whose(name, query), form);
    }

    private static Whose whose(ReportName name, Map<String, String> query) throws ProblemException {
        if (name != ReportName.TRAIL) {
            Optional<String> idle =
                    OF_A_TRAIL.stream().filter(query::containsKey).findFirst();
            if (idle.isPresent()) {
                throw Filters.wrong(idle.get(), "nothing: only the report 'trail' is about one");
            }
            return Whose.NOBODY;
        }
        var whose = new Whose(text("agent", query), text("session", query), text("trace", query));
        if (whose.isNobody()) {
            throw Filters.wrong("agent", "an agent's id, or 'session' or 'trace' in its place");
        }
        return whose;
    }

    private static Optional<String> text(String name, Map<String, String> query) throws ProblemException {
        String text = query.get(name);
        if (text != null && (text.isEmpty() || text.length() > LONGEST_TEXT)) {
            throw Filters.wrong(name, "1 to " + LONGEST_TEXT + " letters");
        }
        return Optional.ofNullable(text);
    }

    private static ZoneId zone(String text) throws ProblemException {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException noZone) {
            throw Filters.wrong("tz", "a time zone such as Europe/Berlin, UTC or +01:00");
        }
    }

    private static Optional<Instant> moment(String name, Map<String, String> query, ZoneId zone)
            throws ProblemException {
        String text = query.get(name);
        if (text == null) {
            return Optional.empty();
        }
        try {
            Instant moment = text.length() == LETTERS_OF_A_DAY
                    ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
                    : Instant.parse(text);
            int year = moment.atZone(ZoneOffset.UTC).getYear();
            if (year >= 2000
                    && year <= 9998
                    && moment.truncatedTo(ChronoUnit.MINUTES).equals(moment)) {
                return Optional.of(moment);
            }
        } catch (DateTimeException noMoment) {
            // As below.
        }
        throw Filters.wrong(
                name, "a whole minute such as 2026-10-01T08:00:00Z, or a day such as 2026-10-01, which begins in 'tz'");
    }

    /** Counts of each minute are kept for some weeks, those of each quarter of an hour for longer. */
    private static void checkIsKept(String name, Instant moment, Instant now) throws ProblemException {
        boolean isQuarter = moment.atZone(ZoneOffset.UTC).getMinute() % MINUTES_OF_A_QUARTER == 0;
        if (!isQuarter && moment.isBefore(now.minus(RollupReading.BY_THE_MINUTE).plus(USUAL))) {
            throw Filters.wrong(name, "a whole quarter of an hour, since it is so long ago");
        }
    }

    /** What was asked for beside the period: names and texts. */
    Stream<Map.Entry<String, String>> texts() {
        return Stream.of(
                        whose.agent().map(text -> Map.entry("agent", text)),
                        whose.session().map(text -> Map.entry("session", text)),
                        whose.trace().map(text -> Map.entry("trace", text)))
                .flatMap(Optional::stream);
    }
}
