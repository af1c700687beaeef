package dev.tollgate.core.rollup;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.SideBySide;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.rollup.RollupStore.Hour;
import dev.tollgate.core.rollup.RollupStore.Part;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

/** Reads what was counted for a period. */
public final class RollupReading {
    /** For so long rows by the minute are there, and with them periods that begin or end anywhere in an hour. */
    public static final Duration BY_THE_MINUTE = Duration.ofDays(40);

    private static final int MOST_TRIES = 3;

    private final RollupStore store;

    public RollupReading(RollupStore store) {
        this.store = store;
    }

    /**
     * What was counted.
     *
     * @param rows by the minute or by the quarter, in no order; of an hour that is not over, several may have the same key
     * @param progress empty when nothing was ever counted
     * @param covering the first and last checkpoint with records of the period; empty when there are none
     */
    public record Read(List<Row> rows, Optional<Progress> progress, Optional<Covering> covering) {}

    /** Checkpoints by their numbers, both included. */
    public record Covering(long first, long last) {
        Covering plus(Covering other) {
            return new Covering(Math.min(first, other.first), Math.max(last, other.last));
        }
    }

    /**
     * @param from a whole minute
     * @param to a whole minute, after {@code from}
     * @param wanted which rows to keep
     */
    public Read read(Instant from, Instant to, Predicate<Key> wanted, Deadline deadline) throws StoreException {
        Optional<Progress> before = store.progress(deadline);
        for (int tries = 1; ; tries++) {
            Read read = read(new Span(from, to, wanted, before, deadline));
            Optional<Progress> after = store.progress(deadline);
            // What was counted meanwhile may be there in part.
            if (after.equals(before) || tries == MOST_TRIES) {
                return read;
            }
            before = after;
        }
    }

    private record Span(
            Instant from, Instant to, Predicate<Key> wanted, Optional<Progress> progress, Deadline deadline) {

        boolean has(Instant time) {
            return !time.isBefore(from) && time.isBefore(to);
        }

        /** Whether an hour is in it only in part, and its quarters do not tell which. */
        boolean needsMinutes(Instant hour) {
            return cuts(from, hour) || cuts(to, hour);
        }

        private static boolean cuts(Instant moment, Instant hour) {
            return Rollup.hour(moment).equals(hour) && !Rollup.isQuarter(moment);
        }
    }

    private Read read(Span span) throws StoreException {
        if (span.progress().isEmpty()) {
            return new Read(List.of(), Optional.empty(), Optional.empty());
        }
        var found = new ConcurrentLinkedQueue<Found>();
        var works = new ArrayList<SideBySide.Work>();
        for (LocalDate day : days(span)) {
            works.add(() -> inTime(store.hours(day, span.deadline()), span).stream()
                    .filter(hour -> !isOpen(hour.hour(), span) && !span.needsMinutes(hour.hour()))
                    .map(hour -> found(hour, span))
                    .forEach(found::add));
        }
        for (Instant hour : minutely(span)) {
            works.add(() -> store.parts(hour, span.deadline()).stream()
                    .filter(part -> part.number() <= span.progress().get().through())
                    .map(part -> found(part, span))
                    .forEach(found::add));
        }
        SideBySide.run(works);
        List<Row> rows = found.stream().flatMap(each -> each.rows().stream()).toList();
        Optional<Covering> covering = found.stream()
                .filter(each -> !each.rows().isEmpty())
                .map(Found::covering)
                .reduce(Covering::plus);
        return new Read(rows, span.progress(), covering);
    }

    /** To make sense of many rows takes time too, and what is late is of no use to whoever asked. */
    private static <T> T inTime(T read, Span span) throws StoreException {
        if (span.deadline().passed()) {
            throw new StoreException("the period has more rows than can be read in time", null);
        }
        return read;
    }

    private record Found(List<Row> rows, Covering covering) {}

    private static Found found(Hour hour, Span span) {
        return new Found(kept(hour.rows(), span), new Covering(hour.first(), hour.through()));
    }

    private static Found found(Part part, Span span) {
        return new Found(kept(part.rows(), span), new Covering(part.number(), part.number()));
    }

    private static List<Row> kept(List<Row> rows, Span span) {
        return rows.stream()
                .filter(row -> span.has(row.key().time()) && span.wanted().test(row.key()))
                .toList();
    }

    private static boolean isOpen(Instant hour, Span span) {
        return span.progress()
                .filter(progress -> progress.open().contains(hour))
                .isPresent();
    }

    /** Hours whose parts are read: not put together yet, or cut by an end of the period. */
    private static TreeSet<Instant> minutely(Span span) {
        var hours = new TreeSet<Instant>();
        span.progress().ifPresent(progress -> hours.addAll(progress.open()));
        List.of(span.from(), span.to()).stream()
                .filter(moment -> !Rollup.isQuarter(moment))
                .map(Rollup::hour)
                .forEach(hours::add);
        hours.removeIf(hour ->
                !hour.isBefore(span.to()) || !hour.plus(1, ChronoUnit.HOURS).isAfter(span.from()));
        return hours;
    }

    private static List<LocalDate> days(Span span) {
        return day(span.from())
                .datesUntil(day(span.to().minusNanos(1)).plusDays(1))
                .toList();
    }

    private static LocalDate day(Instant moment) {
        return LocalDate.ofInstant(moment, ZoneOffset.UTC);
    }
}
