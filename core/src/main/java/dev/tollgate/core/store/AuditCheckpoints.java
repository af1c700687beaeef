package dev.tollgate.core.store;

import dev.tollgate.core.StoreException;
import dev.tollgate.core.seal.KeptCheckpoint;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** The checkpoints of the {@code audit} table as they stand there, for someone who checks or copies them. */
public final class AuditCheckpoints {
    static final String PARTITION = "CHECKPOINTS#";

    private final DynamoDbClient client;
    private final String table;

    public AuditCheckpoints(DynamoDbClient client, String table) {
        this.client = client;
        this.table = table;
    }

    /** In the order of their numbers, up to the first partition that has none. */
    public void forEach(Consumer<KeptCheckpoint> checkpoint) throws StoreException {
        forEach(-1, checkpoint);
    }

    /** @param last a partition that has some, before which an empty one is not the end */
    void forEach(long last, Consumer<KeptCheckpoint> checkpoint) throws StoreException {
        try {
            long partition = 0;
            while (partition(partition, checkpoint) || partition < last) {
                partition++;
            }
        } catch (ResourceNotFoundException noTable) {
            throw new StoreException("there is no table '" + table + "' there", noTable);
        } catch (SdkException failed) {
            throw new StoreException("the audit table cannot be read: " + failed.getMessage(), failed);
        }
    }

    private boolean partition(long partition, Consumer<KeptCheckpoint> checkpoint) {
        var items = client.queryPaginator(request -> request.tableName(table)
                        .keyConditionExpression("pk = :pk")
                        .expressionAttributeValues(
                                Map.of(":pk", AttributeValue.fromS(PARTITION + "%09d".formatted(partition))))
                        .consistentRead(true))
                .items()
                .iterator();
        boolean isThere = items.hasNext();
        while (items.hasNext()) {
            Map<String, AttributeValue> item = items.next();
            place(item).ifPresent(place -> checkpoint.accept(kept(place, item)));
        }
        return isThere;
    }

    /** Empty where no number is: such an item is no checkpoint's. */
    private static Optional<Long> place(Map<String, AttributeValue> item) {
        return AuditChains.place(item.get("sk").s());
    }

    private static KeptCheckpoint kept(long place, Map<String, AttributeValue> item) {
        AttributeValue note = item.get("note");
        AttributeValue manifest = item.get("manifest");
        return new KeptCheckpoint(
                place,
                Optional.ofNullable(note).map(AttributeValue::s),
                Optional.ofNullable(manifest).map(AttributeValue::b).map(bytes -> bytes.asByteArray()));
    }
}
