package dev.tollgate.core.record;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.SideBySide;
import dev.tollgate.core.SortableTime;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.record.RecordIndex.Entry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Finds records newest first: day by day, the partitions of a day read side by side and merged. A page ends when it is
 * full, when too much was looked at for it, or when the time is over; the next one goes on exactly there.
 */
public final class RecordSearch {
    /** Most entries that are looked at for one page; about 250 read units. */
    private static final int MOST_LOOKED_AT = 5_000;

    /** Read at once when most entries that are looked at will not be taken. */
    private static final int FILTERED_READ = 250;

    private final RecordIndex index;
    private final Duration timeToEnd;

    /** @param timeToEnd when no more than that is left, the page ends */
    public RecordSearch(RecordIndex index, Duration timeToEnd) {
        this.index = index;
        this.timeToEnd = timeToEnd;
    }

    /**
     * @param records newest first; there may be less than were asked for, and more behind them all the same
     * @param next where to go on: empty at the end
     */
    public record Found(List<SealedRecord> records, Optional<String> next) {}

    /**
     * @param before where the page before ended
     * @param limit most records
     */
    public Found page(RecordQuery query, Optional<String> before, int limit, Deadline deadline) throws StoreException {
        var page = new Page(query, before.orElse(query.end()), limit, deadline);
        Optional<String> next = page.fill();
        return new Found(index.records(page.taken, deadline), next);
    }

    private final class Page {
        private final RecordQuery query;
        private final int limit;
        private final Deadline deadline;
        private final List<Entry> taken = new ArrayList<>();
        private String before;
        private int lookedAt;

        Page(RecordQuery query, String before, int limit, Deadline deadline) {
            this.query = query;
            this.before = before;
            this.limit = limit;
            this.deadline = deadline;
        }

        /** Where it ended; empty when there is nothing behind it. */
        Optional<String> fill() throws StoreException {
            LocalDate first = day(query.from());
            LocalDate day = newestDay();
            while (!day.isBefore(first)) {
                if (isOver() || fill(partitions(day))) {
                    return Optional.of(before);
                }
                before = lower(
                        before,
                        SortableTime.text(day.atStartOfDay(ZoneOffset.UTC).toInstant()));
                day = day.minusDays(1);
            }
            return Optional.empty();
        }

        /** @return whether the page ended within this day */
        private boolean fill(List<Partition> partitions) throws StoreException {
            while (true) {
                if (isOver()) {
                    return true;
                }
                List<SideBySide.Work> reads = partitions.stream()
                        .filter(Partition::mustRead)
                        .<SideBySide.Work>map(partition -> partition::read)
                        .toList();
                SideBySide.run(reads);
                Optional<Partition> newest = partitions.stream()
                        .filter(partition -> !partition.entries.isEmpty())
                        .max(Comparator.comparing(
                                partition -> partition.entries.getFirst().place()));
                if (newest.isEmpty()) {
                    return false;
                }
                Entry entry = newest.get().entries.removeFirst();
                before = entry.place();
                lookedAt++;
                if (query.takes(entry.filed())) {
                    taken.add(entry);
                }
            }
        }

        private boolean isOver() {
            return taken.size() >= limit
                    || lookedAt >= MOST_LOOKED_AT
                    || deadline.left().compareTo(timeToEnd) <= 0;
        }

        private List<Partition> partitions(LocalDate day) {
            int most = query.members().isEmpty() ? limit : Math.max(limit, FILTERED_READ);
            return query.names().stream()
                    .flatMap(name -> query.index().partitions(name, day).stream())
                    .map(partition -> new Partition(partition, most))
                    .toList();
        }

        private LocalDate newestDay() {
            LocalDate ofEnd = day(query.to().minusNanos(1));
            LocalDate ofBefore = LocalDate.parse(before.substring(0, "2026-11-27".length()));
            return ofBefore.isBefore(ofEnd) ? ofBefore : ofEnd;
        }

        /** One partition, as far as it was read. */
        private final class Partition {
            private final String name;
            private final int most;
            private final Deque<Entry> entries = new ArrayDeque<>();
            private String readTo = before;
            private boolean isEnd;

            Partition(String name, int most) {
                this.name = name;
                this.most = most;
            }

            boolean mustRead() {
                return entries.isEmpty() && !isEnd;
            }

            void read() throws StoreException {
                RecordIndex.Page page = index.newest(query.index(), name, query.first(), readTo, most, deadline);
                entries.addAll(page.entries());
                isEnd = page.isEnd() || page.entries().isEmpty();
                if (!entries.isEmpty()) {
                    readTo = entries.getLast().place();
                }
            }
        }
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }

    private static String lower(String one, String other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
