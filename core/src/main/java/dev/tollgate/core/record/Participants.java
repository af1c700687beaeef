package dev.tollgate.core.record;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.SortableTime;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.record.IndexKeys.Part;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Which agents have records of a session or a trace: under them the records themselves are found. */
public final class Participants {
    /** Most entries that are looked at; a session has one an hour, agent and instance. */
    private static final int MOST_LOOKED_AT = 2_000;

    private static final int READ_AT_ONCE = 500;

    private final RecordIndex index;

    public Participants(RecordIndex index) {
        this.index = index;
    }

    /**
     * @param agents in the order of their ids
     * @param from no record of it is earlier, within the time that was asked about
     * @param to none is at this moment or later
     */
    public record Found(List<String> agents, Instant from, Instant to) {
        public Found {
            agents = List.copyOf(agents);
        }
    }

    /**
     * @param names what it may be called in records
     * @param from the first moment
     * @param to the moment after the last
     * @return empty when there is too much to look at
     */
    public Optional<Found> of(Part part, Collection<String> names, Instant from, Instant to, Deadline deadline)
            throws StoreException {
        var agents = new TreeSet<String>();
        var begun = new TreeSet<Instant>();
        String first = SortableTime.text(from.minus(Beginnings.SPELL));
        int lookedAt = 0;
        for (String name : names) {
            String before = SortableTime.text(to);
            boolean isEnd = false;
            while (!isEnd) {
                RecordIndex.Page page =
                        index.newest(part.index(), part.partition(name), first, before, READ_AT_ONCE, deadline);
                for (RecordIndex.Entry entry : page.entries()) {
                    entry.filed().text("agent").ifPresent(agents::add);
                    begun.add(moment(entry.place()));
                }
                lookedAt += page.entries().size();
                if (lookedAt > MOST_LOOKED_AT) {
                    return Optional.empty();
                }
                isEnd = page.isEnd() || page.entries().isEmpty();
                before = isEnd ? before : page.entries().getLast().place();
            }
        }
        if (begun.isEmpty()) {
            return Optional.of(new Found(List.of(), from, to));
        }
        Instant end = begun.last().plus(Beginnings.SPELL);
        return Optional.of(new Found(
                List.copyOf(agents), begun.first().isAfter(from) ? begun.first() : from, end.isBefore(to) ? end : to));
    }

    private static Instant moment(String place) {
        return Instant.parse(place.substring(0, place.indexOf('#')));
    }
}
