package dev.tollgate.core.record;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Appends to a chain of records that nobody else writes to, so that writers never wait for each other. The chain gets
 * its name with the first record, never before: a snapshot that is restored many times must not give it away twice.
 *
 * <p>When it is not known whether records were written, or their place turns out to be taken, the chain is left behind
 * and the next one names it, with the last record that is known to stand there.
 */
public final class Writer {
    private static final Duration OPENING_RETENTION = Duration.ofDays(400);

    private final RecordStore store;
    private final Supplier<String> names;
    private final Json.Obj opening;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Beginnings beginnings = new Beginnings();

    private Optional<Chain> chain = Optional.empty();
    private Optional<Json.Obj> left = Optional.empty();

    /**
     * @param names gives a name that no other writer has, each time
     * @param opening what a chain's first record says of this program
     */
    public Writer(RecordStore store, Supplier<String> names, Json.Obj opening, InstantSource clock) {
        this.store = store;
        this.names = names;
        this.opening = opening;
        this.clock = clock;
    }

    /**
     * Appends all drafts, or none, and returns when they are durable.
     *
     * @throws StoreException when they are not known to be durable
     */
    public List<SealedRecord> append(List<Draft> drafts, Deadline deadline) throws StoreException {
        return append(
                        drafts,
                        (records, left) -> store.append(records, left) ? Written.YES : Written.PLACE_TAKEN,
                        deadline)
                .orElseThrow(() -> new StoreException("records without a condition were refused", null));
    }

    /** Writes records together with something else, or neither. */
    @FunctionalInterface
    public interface Together {
        /** @throws StoreException when it is not known whether they were written */
        Written write(List<SealedRecord> records, Deadline deadline) throws StoreException;
    }

    /** What came of it. */
    public enum Written {
        YES,
        /** Nothing was written: the place of a record is taken by a record with another hash. */
        PLACE_TAKEN,
        /** Nothing was written: what stands beside the records does not allow it. */
        REFUSED
    }

    /**
     * Appends all drafts and what is written together with them, or nothing.
     *
     * @return empty when it was refused
     * @throws StoreException when they are not known to be durable
     */
    public Optional<List<SealedRecord>> append(List<Draft> drafts, Together together, Deadline deadline)
            throws StoreException {
        lock.lock();
        try {
            Attempt attempt = tryAppend(drafts, together, deadline);
            if (attempt.written() == Written.PLACE_TAKEN) {
                // Somebody else writes under this chain's name. A new chain has a place of its own.
                attempt = tryAppend(drafts, together, deadline);
            }
            return switch (attempt.written()) {
                case YES -> Optional.of(attempt.records());
                case REFUSED -> Optional.empty();
                case PLACE_TAKEN -> throw new StoreException("the place of a record was taken twice", null);
            };
        } finally {
            lock.unlock();
        }
    }

    private record Attempt(Written written, List<SealedRecord> records) {}

    private Attempt tryAppend(List<Draft> drafts, Together together, Deadline deadline) throws StoreException {
        Chain open = opened(deadline);
        if (deadline.passed()) {
            // Nothing was sent, so the chain is as good as before.
            throw new StoreException("no time was left to write records", null);
        }
        List<Draft> marked = beginnings.marked(drafts);
        List<SealedRecord> records = open.seal(marked);
        boolean isKnown = false;
        try {
            Written written = together.write(records, deadline);
            isKnown = written != Written.PLACE_TAKEN;
            if (written == Written.YES) {
                chain = Optional.of(open.after(records));
                beginnings.written(marked);
            }
            return new Attempt(written, records);
        } finally {
            if (!isKnown) {
                leave(open, drafts.size());
            }
        }
    }

    private Chain opened(Deadline deadline) throws StoreException {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (chain.isEmpty()) {
            chain = Optional.of(Chain.named(names.get(), openingDraft()));
        }
        Chain current = chain.get();
        if (current.unopened().isPresent()) {
            // Kept until it is known to stand there, so that a store that comes back finds one opening, not many.
            SealedRecord first = current.unopened().get();
            if (!store.append(List.of(first), deadline)) {
                chain = Optional.empty();
                throw new StoreException("the first place of a new chain was taken", null);
            }
            current = current.after(List.of(first));
            chain = Optional.of(current);
            left = Optional.empty();
        }
        // After the opening, so that a writer that is entered and has no records is one that lost them.
        if (!current.enteredOn(today)) {
            store.enter(current.writer(), today, deadline);
            current = current.entered(today);
            chain = Optional.of(current);
        }
        return current;
    }

    private Draft openingDraft() {
        Instant now = clock.instant();
        var members = Json.object();
        opening.members().forEach(members::put);
        left.ifPresent(old -> members.put("after", old));
        return new Draft(Draft.Kind.OPEN, now, now.plus(OPENING_RETENTION), members.build());
    }

    private void leave(Chain old, int unsure) {
        left = Optional.of(Json.object()
                .put("writer", old.writer())
                .put("seq", old.nextSeq() - 1)
                .put("hash", old.head())
                .put("unsure", unsure)
                .build());
        chain = Optional.empty();
    }

    /**
     * @param nextSeq the place of the next record
     * @param head the hash of the record before that place
     * @param unopened the first record, until it is known to be written
     */
    private record Chain(
            String writer, long nextSeq, String head, Optional<SealedRecord> unopened, Optional<LocalDate> enteredOn) {

        static Chain named(String writer, Draft opening) {
            SealedRecord first = SealedRecord.seal(writer, 0, SealedRecord.genesis(writer), opening);
            return new Chain(writer, 0, first.prev(), Optional.of(first), Optional.empty());
        }

        boolean enteredOn(LocalDate day) {
            return enteredOn.filter(day::equals).isPresent();
        }

        Chain entered(LocalDate day) {
            return new Chain(writer, nextSeq, head, unopened, Optional.of(day));
        }

        List<SealedRecord> seal(List<Draft> drafts) {
            var records = new ArrayList<SealedRecord>(drafts.size());
            String prev = head;
            long seq = nextSeq;
            for (Draft draft : drafts) {
                SealedRecord record = SealedRecord.seal(writer, seq++, prev, draft);
                records.add(record);
                prev = record.hash();
            }
            return List.copyOf(records);
        }

        Chain after(List<SealedRecord> written) {
            return new Chain(writer, nextSeq + written.size(), written.getLast().hash(), Optional.empty(), enteredOn);
        }
    }
}
