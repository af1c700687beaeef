package dev.tollgate.core.tamper;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.tamper.Alarm.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Follows chains, record by record, as they are written. Records come in the order of their places, but for those of one
 * transaction, and some may have come before anybody looked. So where a place seems to be missing, the table is asked
 * before anybody is alarmed.
 */
public final class ChainFollowing {
    /** So many places before a record are looked at, if they were not seen; what is before them is the sealer's. */
    private static final long FARTHEST_BACK = 1_000;

    private final Places reader;

    public ChainFollowing(Places reader) {
        this.reader = reader;
    }

    /**
     * One step.
     *
     * @param head how far the chain is followed now
     * @param missing how many places were found empty
     */
    public record Step(ChainHead head, List<Alarm> alarms, long missing) {}

    /** @param head how far it was followed before; empty when that is not known */
    public Step follow(Optional<ChainHead> head, SealedRecord record, Deadline deadline) throws StoreException {
        var walk = new Walk(record.writer());
        walk.checkAlone(record);
        if (head.isPresent() && record.seq() <= head.get().seq()) {
            // Seen before, or one of a transaction that came late: when it was missing, it was looked at in the table.
            return walk.step(head.get());
        }
        long first = firstUnseen(head, record);
        Optional<String> last = head.filter(known -> known.seq() + 1 == first)
                .map(ChainHead::hash)
                .or(() -> first == 0 ? Optional.of(SealedRecord.genesis(record.writer())) : Optional.empty());
        long expected = first;
        if (first < record.seq()) {
            for (SealedRecord unseen : reader.between(record.writer(), first, record.seq() - 1, deadline)) {
                walk.link(unseen, expected, last);
                last = Optional.of(unseen.hash());
                expected = unseen.seq() + 1;
            }
        }
        walk.link(record, expected, last);
        return walk.step(new ChainHead(record.seq(), record.hash()));
    }

    /** Of a chain that nobody followed, the record before is enough. */
    private static long firstUnseen(Optional<ChainHead> head, SealedRecord record) {
        long first = head.map(known -> known.seq() + 1).orElse(Math.max(0, record.seq() - 1));
        return Math.max(first, record.seq() - FARTHEST_BACK);
    }

    private static final class Walk {
        private final String writer;
        private final List<Alarm> alarms = new ArrayList<>();
        private long missing;

        Walk(String writer) {
            this.writer = writer;
        }

        void checkAlone(SealedRecord record) {
            if (!record.isIntact()) {
                alarms.add(Alarm.at(
                        Event.ALTERED, writer, record.seq(), Json.object().put("hash", Hashes.shown(record.hash()))));
            }
            if (!record.content().text("id").equals(Optional.of(record.id()))) {
                misplaced(record, "id");
            } else if ((record.seq() == 0) != record.kind().equals(Draft.Kind.OPEN.word())) {
                misplaced(record, "opening");
            }
        }

        private void misplaced(SealedRecord record, String what) {
            alarms.add(Alarm.at(
                    Event.MISPLACED, writer, record.seq(), Json.object().put("what", what)));
        }

        /**
         * @param expected the place after the last one that was looked at
         * @param last the hash there; empty when it was not looked at
         */
        void link(SealedRecord record, long expected, Optional<String> last) {
            if (record.seq() > expected) {
                long gap = record.seq() - expected;
                missing += gap;
                alarms.add(Alarm.at(
                        Event.GAP,
                        writer,
                        expected,
                        Json.object().put("to", record.seq() - 1).put("missing", gap)));
            } else if (last.isPresent() && !record.prev().equals(last.get())) {
                alarms.add(Alarm.at(
                        Event.BROKEN,
                        writer,
                        record.seq(),
                        Json.object()
                                .put("prev", Hashes.shown(record.prev()))
                                .put("before", Hashes.shown(last.get()))));
            }
        }

        Step step(ChainHead head) {
            return new Step(head, List.copyOf(alarms), missing);
        }
    }
}
