package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.SortableTime;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.seal.CheckpointStore;
import dev.tollgate.core.seal.Manifest;
import dev.tollgate.core.seal.SealFormatException;
import dev.tollgate.core.seal.SealedCheckpoint;
import dev.tollgate.core.seal.SignedNote;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** Checkpoints in the {@code audit} table, a thousand to a partition: {@code CHECKPOINTS#<number / 1000>}, number. */
public final class DynamoCheckpoints implements CheckpointStore {
    private static final long IN_A_PARTITION = 1_000;
    private static final String NOTE = "note";
    private static final String MANIFEST = "manifest";
    private static final String AT = "at";

    private final DynamoCalls dynamo;
    private final String table;

    public DynamoCheckpoints(DynamoCalls dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public boolean put(SealedCheckpoint sealed, Deadline deadline) throws StoreException {
        AttributeValue note = AttributeValue.fromS(sealed.note().whole());
        byte[] manifest = sealed.manifest().bytes();
        Map<String, AttributeValue> item = Map.of(
                "pk",
                partition(sealed.number()),
                "sk",
                sortKey(sealed.number()),
                NOTE,
                note,
                MANIFEST,
                AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(manifest)),
                AT,
                AttributeValue.fromS(SortableTime.text(sealed.manifest().at())));
        try {
            dynamo.callPatiently(
                    deadline,
                    (client, settings) -> client.putItem(request -> request.tableName(table)
                            .item(item)
                            .conditionExpression(AuditItems.ONLY_IF_FREE)
                            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                            .overrideConfiguration(settings)));
            return true;
        } catch (ConditionalCheckFailedException taken) {
            return note.equals(taken.item().get(NOTE)) && Arrays.equals(manifest, manifest(taken.item()));
        }
    }

    @Override
    public Optional<SealedCheckpoint> find(long number, Deadline deadline) throws StoreException {
        var item = dynamo.itemAsItIs(table, Map.of("pk", partition(number), "sk", sortKey(number)), deadline);
        return item.isPresent() ? Optional.of(checkpoint(item.get())) : Optional.empty();
    }

    @Override
    public List<SealedCheckpoint> from(long number, int most, Deadline deadline) throws StoreException {
        var found = new ArrayList<SealedCheckpoint>();
        while (found.size() < most) {
            long next = number + found.size();
            int room = most - found.size();
            QueryResponse answer = dynamo.callPatiently(
                    deadline,
                    (client, settings) -> client.query(request -> request.tableName(table)
                            .keyConditionExpression("pk = :pk AND sk >= :from")
                            .expressionAttributeValues(Map.of(":pk", partition(next), ":from", sortKey(next)))
                            .limit(room)
                            .consistentRead(true)
                            .overrideConfiguration(settings)));
            if (answer.items().isEmpty()) {
                break;
            }
            for (Map<String, AttributeValue> item : answer.items()) {
                if (!item.get("sk").equals(sortKey(number + found.size()))) {
                    return List.copyOf(found);
                }
                found.add(checkpoint(item));
            }
        }
        return List.copyOf(found);
    }

    private static AttributeValue partition(long number) {
        return AttributeValue.fromS("CHECKPOINTS#%09d".formatted(number / IN_A_PARTITION));
    }

    private static AttributeValue sortKey(long number) {
        return AttributeValue.fromS("%012d".formatted(number));
    }

    private static byte[] manifest(Map<String, AttributeValue> item) {
        AttributeValue manifest = item.get(MANIFEST);
        return manifest == null || manifest.b() == null
                ? new byte[0]
                : manifest.b().asByteArrayUnsafe();
    }

    private static SealedCheckpoint checkpoint(Map<String, AttributeValue> item) throws StoreException {
        try {
            AttributeValue note = item.get(NOTE);
            return SealedCheckpoint.of(
                    SignedNote.parse(note == null || note.s() == null ? "" : note.s()), Manifest.parse(manifest(item)));
        } catch (SealFormatException foreign) {
            throw new StoreException(
                    "what stands in the place of checkpoint " + item.get("sk").s() + " is none: "
                            + foreign.getMessage(),
                    foreign);
        }
    }
}
