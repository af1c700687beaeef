package dev.tollgate.core.watch;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.record.InMemoryRecordStore;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.Writer.Written;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The obvious store of postures that reactions gave, over a store of records, whose failures it shares. */
public final class InMemoryStepDowns implements StepDownStore {
    private final InMemoryRecordStore records;
    private final Map<String, StepDown> byAgent = new HashMap<>();
    private final Map<String, String> recordOf = new HashMap<>();
    private boolean down;

    public InMemoryStepDowns(InMemoryRecordStore records) {
        this.records = records;
    }

    public void goDown() {
        down = true;
    }

    @Override
    public synchronized Optional<StepDown> find(String agent, Deadline deadline) throws StoreException {
        if (down) {
            throw new StoreException("postures are down, as planned", null);
        }
        return Optional.ofNullable(byAgent.get(agent));
    }

    @Override
    public synchronized Written put(List<SealedRecord> about, StepDown stepDown, Deadline deadline)
            throws StoreException {
        StepDown before = byAgent.get(stepDown.agent());
        String record = about.getLast().id();
        boolean isOurs = record.equals(recordOf.get(stepDown.agent()));
        return records.append(
                about,
                () -> isOurs || before == null || !before.covers(stepDown, stepDown.since()),
                () -> {
                    byAgent.put(stepDown.agent(), stepDown);
                    recordOf.put(stepDown.agent(), record);
                },
                deadline);
    }
}
