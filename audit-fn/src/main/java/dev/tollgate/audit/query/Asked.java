package dev.tollgate.audit.query;

import dev.tollgate.audit.query.Cursors.Position;
import dev.tollgate.core.http.ProblemException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/**
 * One page that a caller asks for.
 *
 * @param from the first moment
 * @param to the moment after the last
 * @param before where the page before ended
 */
record Asked(Filters filters, Instant from, Instant to, int limit, Optional<String> before) {
    private static final Duration USUAL = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofDays(31);
    private static final int MOST = 100;
    private static final String A_MOMENT = "a moment such as 2026-10-01T08:00:00Z, or a day such as 2026-10-01 (UTC)";
    private static final int LETTERS_OF_A_DAY = 10;

    static Asked read(Map<String, String> query, Instant now, Cursors cursors) throws ProblemException {
        checkNames(query);
        Filters filters = Filters.read(query);
        int limit = limit(Optional.ofNullable(query.get("limit")));
        Optional<Instant> from = moment("from", query);
        Optional<Instant> to = moment("to", query);
        String cursor = query.getOrDefault("cursor", "");
        return cursor.isEmpty()
                ? first(filters, from, to, limit, now)
                : next(filters, from, to, limit, cursors.read(cursor, filters));
    }

    private static Asked first(Filters filters, Optional<Instant> from, Optional<Instant> to, int limit, Instant now)
            throws ProblemException {
        Instant end = to.orElse(now.truncatedTo(ChronoUnit.MICROS));
        Instant begin = from.orElse(end.minus(USUAL));
        if (!begin.isBefore(end)) {
            throw Filters.wrong("from", "a moment before 'to'");
        }
        if (Duration.between(begin, end).compareTo(LONGEST) > 0) {
            throw Filters.wrong("from", "at most " + LONGEST.toDays() + " days before 'to'");
        }
        return new Asked(filters, begin, end, limit, Optional.empty());
    }

    /** The time is the first page's, so that what arrives meanwhile does not shift the pages. */
    private static Asked next(
            Filters filters, Optional<Instant> from, Optional<Instant> to, int limit, Position position)
            throws ProblemException {
        if (!from.orElse(position.from()).equals(position.from())
                || !to.orElse(position.to()).equals(position.to())) {
            throw Filters.wrong("cursor", "the next_cursor of the page before, with the same 'from' and 'to'");
        }
        return new Asked(filters, position.from(), position.to(), limit, Optional.of(position.before()));
    }

    /** A filter that is misspelled must not be one that is left out. */
    private static void checkNames(Map<String, String> query) throws ProblemException {
        for (String name : query.keySet()) {
            if (!Filters.NAMES.contains(name)
                    && !name.equals("from")
                    && !name.equals("to")
                    && !name.equals("limit")
                    && !name.equals("cursor")) {
                throw Filters.wrong("query", "only from, to, limit, cursor, " + String.join(", ", Filters.NAMES));
            }
        }
    }

    static Optional<Instant> moment(String name, Map<String, String> query) throws ProblemException {
        String text = query.get(name);
        if (text == null) {
            return Optional.empty();
        }
        try {
            Instant moment = text.length() == LETTERS_OF_A_DAY
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
            int year = moment.atZone(ZoneOffset.UTC).getYear();
            if (year >= 2000 && year <= 9998) {
                return Optional.of(moment.truncatedTo(ChronoUnit.MICROS));
            }
        } catch (DateTimeException noMoment) {
            // As below.
        }
        throw Filters.wrong(name, A_MOMENT);
    }

    private static int limit(Optional<String> text) throws ProblemException {
        try {
            int limit = text.map(Integer::parseInt).orElse(MOST);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        } catch (NumberFormatException noNumber) {
            // As below.
        }
        throw Filters.wrong("limit", "a whole number from 1 to " + MOST);
    }
}
