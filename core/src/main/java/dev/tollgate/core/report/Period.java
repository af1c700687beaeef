package dev.tollgate.core.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a report is about.
 *
 * @param from the first moment, a whole minute
 * @param to the moment after the last, a whole minute
 * @param zone where days and hours begin
 */
public record Period(Instant from, Instant to, ZoneId zone) {
    /** Up to here a chart over time has hours, beyond it days. */
    private static final Duration BY_THE_HOUR = Duration.ofHours(49);

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT);
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm xxx", Locale.ROOT);

    public Period {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("a period is not empty");
        }
    }

    /** A day or an hour of it, cut where the period ends. */
    record Part(String label, Instant from, Instant to) {
        boolean has(Instant time) {
            return !time.isBefore(from) && time.isBefore(to);
        }
    }

    boolean isByTheHour() {
        return Duration.between(from, to).compareTo(BY_THE_HOUR) <= 0;
    }

    /** All days, or hours, in order; those without records too. */
    List<Part> parts() {
        var parts = new ArrayList<Part>();
        ZonedDateTime begin = begin(from.atZone(zone));
        while (begin.toInstant().isBefore(to)) {
            ZonedDateTime next = isByTheHour()
                    ? begin.plusHours(1)
                    : begin.toLocalDate().plusDays(1).atStartOfDay(zone);
            String label = (isByTheHour() ? HOUR : DAY).format(begin);
            parts.add(new Part(label, later(from, begin.toInstant()), earlier(to, next.toInstant())));
            begin = next;
        }
        return parts;
    }

    /** Of the hour as the clocks there show it; zones may be a quarter of an hour apart. */
    private ZonedDateTime begin(ZonedDateTime moment) {
        return isByTheHour()
                ? moment.withMinute(0).withSecond(0).withNano(0)
                : moment.toLocalDate().atStartOfDay(zone);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** As people there write it. */
    String local(Instant moment) {
        return HOUR.format(moment.atZone(zone));
    }
}
