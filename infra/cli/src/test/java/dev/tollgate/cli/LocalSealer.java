package dev.tollgate.cli;

import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.seal.Ed25519NoteSigner;
import dev.tollgate.core.seal.KeptCheckpoint;
import dev.tollgate.core.seal.SealState;
import dev.tollgate.core.seal.SealedCheckpoint;
import dev.tollgate.core.seal.Sealing;
import dev.tollgate.core.seal.SignedNote;
import dev.tollgate.core.store.AuditChains;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Seals what stands in an audit table, without haste and without the audit function. */
final class LocalSealer {
    private final DynamoDbClient client;
    private final String table;
    private final Ed25519NoteSigner signer;
    private SealState state;

    LocalSealer(DynamoDbClient client, String table, Ed25519NoteSigner signer) {
        this.client = client;
        this.table = table;
        this.signer = signer;
        this.state = SealState.first(signer.key().name());
    }

    /** The next checkpoint, which is in the table then. */
    KeptCheckpoint seal(Instant at) throws Exception {
        var gathered = new AuditChains.Gathered();
        new AuditChains(client, table).forEach(gathered::add);
        var left = new TreeMap<String, List<SealedRecord>>();
        gathered.chains()
                .forEach((writer, records) -> left.put(
                        writer,
                        records.stream()
                                .filter(record ->
                                        record.seq() > state.head(writer).seq())
                                .toList()));
        Sealing step = Sealing.step(state, left, at);
        SignedNote note = SignedNote.sign(step.checkpoint().text(), signer);
        state = step.after();
        KeptCheckpoint kept = KeptCheckpoint.of(SealedCheckpoint.of(note, step.manifest()));
        put(kept);
        return kept;
    }

    /** Puts it, whatever stands there. */
    void put(KeptCheckpoint kept) {
        client.putItem(request -> request.tableName(table)
                .item(Map.of(
                        "pk", AttributeValue.fromS("CHECKPOINTS#%09d".formatted(kept.place() / 1_000)),
                        "sk", AttributeValue.fromS("%012d".formatted(kept.place())),
                        "note", AttributeValue.fromS(kept.note().orElseThrow()),
                        "manifest",
                                AttributeValue.fromB(
                                        SdkBytes.fromByteArray(kept.manifest().orElseThrow())))));
    }
}
