package dev.tollgate.audit.schedule;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.SideBySide;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.record.ChainReader;
import dev.tollgate.core.seal.BrokenChain;
import dev.tollgate.core.seal.BrokenChains;
import dev.tollgate.core.seal.SealStore;
import dev.tollgate.core.seal.SealStore.Mark;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;

/** The writers that may have something to be sealed. */
final class Roster {
    /** Writers of earlier days have no records any more, or nobody has sealed for longer than anyone waits. */
    private static final int MOST_DAYS = 400;

    private static final int AT_ONCE = 16;

    private final ChainReader chains;
    private final SealStore store;
    private final BrokenChains broken;

    Roster(ChainReader chains, SealStore store, BrokenChains broken) {
        this.chains = chains;
        this.store = store;
        this.broken = broken;
    }

    /**
     * Those that were entered since the day before the last one on which nothing was left, and those whose chains are
     * broken, for they may be mended. A writer is entered under each day on which it writes.
     */
    Set<String> writers(Instant now, Deadline deadline) throws StoreException {
        LocalDate today = day(now);
        LocalDate earliest = today.minusDays(MOST_DAYS);
        LocalDate since = earliest;
        var done = store.mark(Mark.DAY, deadline);
        if (done.isPresent()) {
            LocalDate dayBefore = LocalDate.ofEpochDay(done.getAsLong()).minusDays(1);
            since = dayBefore.isAfter(earliest) ? dayBefore : earliest;
        }
        var found = new ConcurrentSkipListSet<String>();
        var works = new ArrayList<SideBySide.Work>();
        for (LocalDate day = since; !day.isAfter(today); day = day.plusDays(1)) {
            LocalDate each = day;
            works.add(() -> found.addAll(chains.writers(each, deadline)));
        }
        for (int from = 0; from < works.size(); from += AT_ONCE) {
            SideBySide.run(works.subList(from, Math.min(works.size(), from + AT_ONCE)));
        }
        for (BrokenChain each : broken.all(BrokenWatch.MOST, deadline)) {
            found.add(each.writer());
        }
        return new TreeSet<>(found);
    }

    static LocalDate day(Instant moment) {
        return LocalDate.ofInstant(moment, ZoneOffset.UTC);
    }
}
