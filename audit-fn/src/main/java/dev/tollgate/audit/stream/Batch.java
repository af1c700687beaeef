package dev.tollgate.audit.stream;

import dev.tollgate.audit.stream.Delivered.Change;
import dev.tollgate.audit.stream.Delivered.Kind;
import dev.tollgate.audit.stream.Delivered.Unknown;
import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.FoundRecord;
import dev.tollgate.core.record.RecordId;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.StoredRecord;
import dev.tollgate.core.tamper.Alarm;
import dev.tollgate.core.tamper.Alarms;
import dev.tollgate.core.tamper.ChainFollowing;
import dev.tollgate.core.tamper.ChainHead;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** One batch, while its records are looked at one after the other. */
final class Batch {
    /** Each alarm is a transaction. Of a flood, the first are recorded one by one, and the others are counted. */
    private static final int MOST_ALARMS = 50;

    private final ChainFollowing following;
    private final Alarms alarms;
    private final Map<String, ChainHead> heads;
    private final Map<String, ChainHead> moved = new HashMap<>();
    private final Segment segment = new Segment();
    private final Signals signals = new Signals();
    private int raised;
    private long left;
    private Optional<Alarm> firstLeft = Optional.empty();

    /** @param heads how far the chains of its writers were followed before */
    Batch(ChainFollowing following, Alarms alarms, Map<String, ChainHead> heads) {
        this.following = following;
        this.alarms = alarms;
        this.heads = new HashMap<>(heads);
    }

    void take(Delivered delivered, Deadline deadline) throws StoreException, UnreadableException {
        switch (delivered) {
            case Change change -> take(change, deadline);
            case Unknown unknown -> throw new UnreadableException(unknown.reason());
        }
    }

    private void take(Change change, Deadline deadline) throws StoreException, UnreadableException {
        Optional<Alarm> tampering = Tampering.in(change);
        if (tampering.isPresent()) {
            raise(tampering.get(), deadline);
        }
        if (change.kind() == Kind.INSERT && change.place().isInAChain()) {
            inserted(change, deadline);
        }
    }

    private void inserted(Change change, Deadline deadline) throws StoreException, UnreadableException {
        RecordId id = change.place().record().orElseThrow(() -> new UnreadableException("keys that no record has"));
        Json.Obj typed = change.after().orElseThrow(() -> new UnreadableException("no new image"));
        Json.Obj item = TypedItem.plain(typed);
        SealedRecord record = StoredRecord.read(id.writer(), id.seq(), item)
                .orElseThrow(() -> new UnreadableException("a record without a hash"));
        var step = following.follow(Optional.ofNullable(heads.get(id.writer())), record, deadline);
        for (Alarm alarm : step.alarms()) {
            raise(alarm, deadline);
        }
        if (step.alarms().isEmpty() && !FoundRecord.of(record, item).isIndexed()) {
            raise(hidden(record), deadline);
        }
        segment.add(change, record);
        signals.add(record);
        if (!step.head().equals(heads.put(id.writer(), step.head()))) {
            moved.put(id.writer(), step.head());
        }
    }

    private static Alarm hidden(SealedRecord record) {
        return new Alarm(
                Alarm.Event.MISPLACED,
                "index#" + record.id(),
                Json.object().put("record", record.id()).put("what", "index").build());
    }

    /** Records that something cannot be read, so that the stream can go on without it. */
    void giveUp(Delivered delivered, String reason, Deadline deadline) throws StoreException {
        var members = Json.object();
        if (delivered instanceof Change change) {
            members.put("place", change.place().shown());
        }
        members.put("sequence", delivered.sequenceNumber()).put("why", reason);
        raise(new Alarm(Alarm.Event.UNREADABLE, "unreadable#" + delivered.eventId(), members.build()), deadline);
    }

    private void raise(Alarm alarm, Deadline deadline) throws StoreException {
        if (raised < MOST_ALARMS) {
            alarms.raise(alarm, deadline);
            raised++;
        } else {
            left++;
            firstLeft = firstLeft.or(() -> Optional.of(alarm));
        }
    }

    /** Says how many alarms have no record of their own. */
    void end(Deadline deadline) throws StoreException {
        if (firstLeft.isPresent()) {
            Alarm first = firstLeft.get();
            var members = Json.object();
            first.members().members().forEach(members::put);
            alarms.raise(
                    new Alarm(
                            first.event(),
                            "more#" + first.claim(),
                            members.put("left_out", left - 1).build()),
                    deadline);
        }
    }

    /** How far chains were followed that were not followed so far before. */
    Map<String, ChainHead> moved() {
        return Map.copyOf(moved);
    }

    Segment segment() {
        return segment;
    }

    Signals signals() {
        return signals;
    }
}
