package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.Sha256;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.observed.ObservedReceipt;
import dev.tollgate.core.observed.ObservedStore;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.Writer.Written;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Receipts of batches in the {@code state} table, under {@code B#<digest of source and batch>}. One transaction puts the
 * records and the receipt, so that a batch is recorded once.
 */
public final class DynamoObserved implements ObservedStore {
    private static final String DIGEST = "digest";
    private static final String CALLS = "calls";
    private static final String RECORD = "record";
    private static final String TTL = "ttl";

    private final DynamoCalls dynamo;
    private final Tables tables;
    private final RecordTransaction transaction;

    public DynamoObserved(DynamoCalls dynamo, Tables tables) {
        this.dynamo = dynamo;
        this.tables = tables;
        this.transaction = new RecordTransaction(dynamo, tables.audit());
    }

    @Override
    public Optional<ObservedReceipt> receiptOf(String source, String batch, Deadline deadline) throws StoreException {
        return dynamo.itemAsItIs(tables.state(), key(source, batch), deadline)
                .map(item -> new ObservedReceipt(
                        source,
                        batch,
                        item.get(DIGEST).s(),
                        Integer.parseInt(item.get(CALLS).n()),
                        item.get(RECORD).s(),
                        Instant.ofEpochSecond(Long.parseLong(item.get(TTL).n()))));
    }

    @Override
    public Written append(List<SealedRecord> records, ObservedReceipt receipt, Deadline deadline)
            throws StoreException {
        return transaction.write(records, List.of(AuditItems.put(tables.state(), item(receipt))), deadline);
    }

    private static Map<String, AttributeValue> item(ObservedReceipt receipt) {
        Map<String, AttributeValue> key = key(receipt.source(), receipt.batch());
        return Map.of(
                "pk",
                key.get("pk"),
                "sk",
                key.get("sk"),
                DIGEST,
                AttributeValue.fromS(receipt.digest()),
                CALLS,
                AttributeValue.fromN(Integer.toString(receipt.calls())),
                RECORD,
                AttributeValue.fromS(receipt.firstRecord()),
                TTL,
                AttributeValue.fromN(Long.toString(receipt.expires().getEpochSecond())));
    }

    /** A source has no line feed, so no two pairs have the same text. */
    private static Map<String, AttributeValue> key(String source, String batch) {
        return Map.of(
                "pk",
                AttributeValue.fromS("B#" + Sha256.hex(source + "\n" + batch)),
                "sk",
                AttributeValue.fromS("RECEIPT"));
    }
}
