package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.Writer.Written;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** Puts records and writes other items beside them, or none of it. */
final class RecordTransaction {
    private final DynamoCalls dynamo;
    private final String auditTable;

    RecordTransaction(DynamoCalls dynamo, String auditTable) {
        this.dynamo = dynamo;
        this.auditTable = auditTable;
    }

    /**
     * @param beside each with a condition, or none
     * @return {@code REFUSED} when one of those conditions does not hold
     */
    Written write(List<SealedRecord> records, List<TransactWriteItem> beside, Deadline deadline) throws StoreException {
        List<TransactWriteItem> items = Stream.concat(
                        records.stream().map(record -> AuditItems.put(auditTable, AuditItems.item(record))),
                        beside.stream())
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
                List<CancellationReason> reasons = cancelled.cancellationReasons();
                if (!isConflict(reasons)) {
                    return written(records, reasons);
                }
                // Somebody else writes the same items at this moment; what is left for us is known in a moment.
                pauses.pause(deadline);
            }
        }
    }

    /**
     * Whether a transaction of somebody else was in the way.
     *
     * @throws StoreException when it was refused for another reason than that or a condition
     */
    static boolean isConflict(List<CancellationReason> reasons) throws StoreException {
        boolean isConflict = false;
        for (CancellationReason reason : reasons) {
            switch (reason.code()) {
                case "None", "ConditionalCheckFailed" -> {}
                case "TransactionConflict" -> isConflict = true;
                default -> throw new StoreException("DynamoDB refused a transaction: " + reason.code(), null);
            }
        }
        return isConflict;
    }

    /** Records that stand there already were written by a try whose answer was lost, with all that belongs to them. */
    private static Written written(List<SealedRecord> records, List<CancellationReason> reasons) {
        int there = 0;
        for (int i = 0; i < records.size(); i++) {
            if (reasons.get(i).hasItem()) {
                if (!AuditItems.isThere(records.get(i), reasons.get(i).item())) {
                    return Written.PLACE_TAKEN;
                }
                there++;
            }
        }
        return there == records.size() ? Written.YES : Written.REFUSED;
    }
}
