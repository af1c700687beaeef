package dev.tollgate.core.seal;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.InMemoryChainReader;
import dev.tollgate.core.record.InMemoryRecordStore;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.SealedRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

class ProofsTest {
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private static final Deadline SOON = Deadline.in(Duration.ofMinutes(1));

    private final List<SealedRecord> a = SealedRecords.chain("a", 5);
    private final List<SealedRecord> b = SealedRecords.chain("b", 4);
    private final InMemoryRecordStore records = new InMemoryRecordStore();
    private final InMemoryCheckpoints checkpoints = new InMemoryCheckpoints();
    private final InMemorySealStore store = new InMemorySealStore();
    private final Proofs proofs =
            new Proofs(store, checkpoints, new CheckpointRecords(new InMemoryChainReader(records)));

    @BeforeEach
    void sealAllButTheLast() throws StoreException {
        records.append(a, SOON);
        records.append(b, SOON);
        SealedCheckpoint checkpoint =
                Checkpoints.after(SealState.first(Checkpoints.ORIGIN), Map.of("a", a, "b", b.subList(0, 3)), NOON);
        checkpoints.put(checkpoint, SOON);
        store.note(checkpoint, SOON);
    }

    @Test
    void provesEachRecordThatIsSealed() throws StoreException {
        for (SealedRecord record : List.of(a.get(0), a.get(4), b.get(2))) {
            var proven = assertInstanceOf(Proofs.Answer.Proven.class, proofs.of(record, SOON));
            assertEquals(0, proven.number());
            assertEquals(
                    Optional.empty(),
                    proven.proof().problem(Checkpoints.SIGNER.key().key()));
        }
    }

    @Test
    void saysThatARecordIsNotSealedYet() throws StoreException {
        assertEquals(new Proofs.Answer.NotSealed(), proofs.of(b.get(3), SOON));
    }

    @Test
    void provesNothingOfWhatIsNotAsItWasSealed() throws StoreException {
        SealedRecord forged = changed(a.get(2), a.get(2).hash());
        assertEquals(new Proofs.Answer.NotProvable(0), proofs.of(forged, SOON));

        SealedRecord rewritten = changed(a.get(2), SealedRecord.hashOf(forged.content()));
        records.occupy(rewritten);
        assertEquals(new Proofs.Answer.NotProvable(0), proofs.of(rewritten, SOON));
        assertEquals(new Proofs.Answer.NotProvable(0), proofs.of(b.get(0), SOON), "the tree is another one");

        records.occupy(new SealedRecord("a", 2, Json.Obj.EMPTY, ""));
        assertEquals(new Proofs.Answer.NotProvable(0), proofs.of(b.get(0), SOON));
    }

    private static SealedRecord changed(SealedRecord record, String hash) {
        var members = new LinkedHashMap<>(record.content().members());
        members.put("tool", Json.of("another"));
        return new SealedRecord(record.writer(), record.seq(), new Json.Obj(members), hash);
    }
}
