package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.Writer.Written;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** Puts records and writes one item beside them, or neither. */
final class RecordTransaction {
    private final DynamoCalls dynamo;
    private final String auditTable;

    RecordTransaction(DynamoCalls dynamo, String auditTable) {
        this.dynamo = dynamo;
        this.auditTable = auditTable;
    }

    /**
     * @param beside with a condition, which brings the item when it fails
     * @param isOurs whether an item for which the condition failed is what we wrote: a transaction that is tried again
     *     after a time-out meets itself
     */
    Written write(
            List<SealedRecord> records,
            TransactWriteItem beside,
            Predicate<Map<String, AttributeValue>> isOurs,
            Deadline deadline)
            throws StoreException {
        List<TransactWriteItem> items = Stream.concat(
                        records.stream().map(record -> AuditItems.put(auditTable, AuditItems.item(record))),
                        Stream.of(beside))
                .toList();
        var pauses = dynamo.pauses();
        while (true) {
            try {
                dynamo.callPatiently(
                        deadline,
                        (client, settings) -> client.transactWriteItems(
                                request -> request.transactItems(items).overrideConfiguration(settings)));
                return Written.YES;
            } catch (TransactionCanceledException cancelled) {
                if (cancelled.cancellationReasons().stream()
                        .noneMatch(reason -> reason.code().equals("TransactionConflict"))) {
                    return written(records, isOurs, cancelled.cancellationReasons());
                }
                // Somebody else writes the same item; who was first is known in a moment.
                pauses.pause(deadline);
            }
        }
    }

    private static Written written(
            List<SealedRecord> records, Predicate<Map<String, AttributeValue>> isOurs, List<CancellationReason> reasons)
            throws StoreException {
        for (CancellationReason reason : reasons) {
            if (!reason.code().equals("None") && !reason.code().equals("ConditionalCheckFailed")) {
                throw new StoreException("DynamoDB refused a transaction: " + reason.code(), null);
            }
        }
        for (int i = 0; i < records.size(); i++) {
            CancellationReason reason = reasons.get(i);
            if (reason.hasItem() && !AuditItems.isThere(records.get(i), reason.item())) {
                return Written.PLACE_TAKEN;
            }
        }
        CancellationReason ofBeside = reasons.getLast();
        return ofBeside.hasItem() && isOurs.test(ofBeside.item()) ? Written.YES : Written.REFUSED;
    }
}
