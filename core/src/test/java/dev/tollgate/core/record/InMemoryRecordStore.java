package dev.tollgate.core.record;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** The obvious store of records, which can be told to fail: at the next call, the one after, and so on. */
public final class InMemoryRecordStore implements RecordStore {

    /** What happens at one call. */
    public enum Fault {
        NONE,
        BEFORE_WRITING,
        AFTER_WRITING
    }

    private final Map<String, TreeMap<Long, SealedRecord>> chains = new TreeMap<>();
    private final List<String> entries = new ArrayList<>();
    private final Deque<Fault> plan = new ArrayDeque<>();

    public synchronized void plan(List<Fault> faults) {
        plan.clear();
        plan.addAll(faults);
    }

    @Override
    public synchronized void enter(String writer, LocalDate day, Deadline deadline) throws StoreException {
        Fault fault = next();
        if (fault == Fault.BEFORE_WRITING) {
            throw fault();
        }
        String entry = day + " " + writer;
        if (!entries.contains(entry)) {
            entries.add(entry);
        }
        if (fault == Fault.AFTER_WRITING) {
            throw fault();
        }
    }

    @Override
    public synchronized boolean append(List<SealedRecord> records, Deadline deadline) throws StoreException {
        Fault fault = next();
        if (fault == Fault.BEFORE_WRITING) {
            throw fault();
        }
        boolean written = write(records);
        if (fault == Fault.AFTER_WRITING) {
            throw fault();
        }
        return written;
    }

    /** The same together with something else, which allows it or not. */
    public synchronized Writer.Written append(
            List<SealedRecord> records, BooleanSupplier isAllowed, Runnable beside, Deadline deadline)
            throws StoreException {
        Fault fault = next();
        if (fault == Fault.BEFORE_WRITING) {
            throw fault();
        }
        Writer.Written written = Writer.Written.YES;
        if (!areThere(records)) {
            written = !isAllowed.getAsBoolean()
                    ? Writer.Written.REFUSED
                    : write(records) ? Writer.Written.YES : Writer.Written.PLACE_TAKEN;
            if (written == Writer.Written.YES) {
                beside.run();
            }
        }
        if (fault == Fault.AFTER_WRITING) {
            throw fault();
        }
        return written;
    }

    /** By a try whose answer was lost. */
    private boolean areThere(List<SealedRecord> records) {
        return records.stream()
                .allMatch(record -> record.equals(
                        chains.getOrDefault(record.writer(), new TreeMap<>()).get(record.seq())));
    }

    private boolean write(List<SealedRecord> records) {
        for (SealedRecord record : records) {
            SealedRecord there = chain(record.writer()).get(record.seq());
            if (there != null && !there.hash().equals(record.hash())) {
                return false;
            }
        }
        records.forEach(record -> chain(record.writer()).put(record.seq(), record));
        return true;
    }

    /** Puts a record of somebody else in a place. */
    public synchronized void occupy(SealedRecord record) {
        chain(record.writer()).put(record.seq(), record);
    }

    /** Each writer's records, in the order of their places. */
    public synchronized Map<String, List<SealedRecord>> chains() {
        var copies = new TreeMap<String, List<SealedRecord>>();
        chains.forEach((writer, records) -> copies.put(writer, List.copyOf(records.values())));
        return copies;
    }

    /** All records but the opening ones. */
    public synchronized List<SealedRecord> records() {
        return chains.values().stream()
                .flatMap(chain -> chain.values().stream())
                .filter(record -> !record.kind().equals("open"))
                .toList();
    }

    /** Day and writer, as they were entered. */
    synchronized List<String> entries() {
        return List.copyOf(entries);
    }

    private TreeMap<Long, SealedRecord> chain(String writer) {
        return chains.computeIfAbsent(writer, name -> new TreeMap<>());
    }

    private Fault next() {
        return plan.isEmpty() ? Fault.NONE : plan.removeFirst();
    }

    private static StoreException fault() {
        return new StoreException("the store failed, as planned", null);
    }
}
