package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.Writer.Written;
import dev.tollgate.core.tamper.AlarmStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Claims of alarms in the {@code state} table, under {@code ALARM#<claim>}, each put in one transaction with its record. */
public final class DynamoAlarms implements AlarmStore {
    /** A stream gives the same change again for a day at most; a lost head can bring an old gap up again. */
    private static final Duration KEPT = Duration.ofDays(90);

    private final Tables tables;
    private final RecordTransaction transaction;

    public DynamoAlarms(DynamoCalls dynamo, Tables tables) {
        this.tables = tables;
        this.transaction = new RecordTransaction(dynamo, tables.audit());
    }

    @Override
    public Written put(List<SealedRecord> records, String claim, Instant at, Deadline deadline) throws StoreException {
        Map<String, AttributeValue> item = Map.of(
                "pk", AttributeValue.fromS("ALARM#" + claim),
                "sk", AttributeValue.fromS("CLAIM"),
                "record", AttributeValue.fromS(records.getLast().id()),
                "at", AttributeValue.fromN(Long.toString(at.toEpochMilli())),
                "ttl", AttributeValue.fromN(Long.toString(at.plus(KEPT).getEpochSecond())));
        return transaction.write(records, List.of(AuditItems.put(tables.state(), item)), deadline);
    }
}
