package dev.tollgate.core.watch;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;

/** The obvious store of denials, which can be told to fail, and counts how often it is asked. */
public final class InMemoryDenials implements DenialStore {
    private final Map<String, Map<Long, Long>> counts = new HashMap<>();
    private boolean down;
    private int reads;
    private int writes;

    public void goDown() {
        down = true;
    }

    public int reads() {
        return reads;
    }

    public int writes() {
        return writes;
    }

    @Override
    public synchronized DenialCounts add(String agent, int denials, Instant at, Deadline deadline)
            throws StoreException {
        writes++;
        failWhenDown();
        of(agent).merge(DenialCounts.bucket(at), (long) denials, Long::sum);
        long bucketsAStretch = STRETCH.toSeconds() / DenialCounts.BUCKET_SECONDS;
        return some(agent, bucket -> bucket / bucketsAStretch == DenialStore.stretch(at));
    }

    @Override
    public synchronized DenialCounts since(String agent, Instant from, Deadline deadline) throws StoreException {
        reads++;
        failWhenDown();
        return some(agent, bucket -> bucket >= DenialCounts.bucket(from));
    }

    private DenialCounts some(String agent, LongPredicate which) {
        return new DenialCounts(of(agent).entrySet().stream()
                .filter(entry -> which.test(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private Map<Long, Long> of(String agent) {
        return counts.computeIfAbsent(agent, each -> new HashMap<>());
    }

    private void failWhenDown() throws StoreException {
        if (down) {
            throw new StoreException("denials are down, as planned", null);
        }
    }
}
