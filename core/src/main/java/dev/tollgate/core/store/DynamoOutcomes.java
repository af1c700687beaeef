package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.record.OutcomeClaim;
import dev.tollgate.core.record.OutcomeStore;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.Writer.Written;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Outcomes in the {@code state} table, under {@code O#<decision>}. One transaction puts the records and the claim, so that
 * neither stands there without the other.
 */
public final class DynamoOutcomes implements OutcomeStore {
    private static final String SORT_KEY = "OUTCOME";
    private static final String RECORD = "record";
    private static final String DIGEST = "digest";
    private static final String AT = "at";
    private static final String TTL = "ttl";

    private final DynamoCalls dynamo;
    private final Tables tables;

    public DynamoOutcomes(DynamoCalls dynamo, Tables tables) {
        this.dynamo = dynamo;
        this.tables = tables;
    }

    @Override
    public Written append(List<SealedRecord> records, OutcomeClaim claim, Deadline deadline) throws StoreException {
        List<TransactWriteItem> puts = Stream.concat(
                        records.stream().map(record -> AuditItems.put(tables.audit(), AuditItems.item(record))),
                        Stream.of(AuditItems.put(tables.state(), item(claim))))
                .toList();
        var pauses = dynamo.pauses();
        while (true) {
            try {
                dynamo.callPatiently(
                        deadline,
                        (client, settings) -> client.transactWriteItems(
                                request -> request.transactItems(puts).overrideConfiguration(settings)));
                return Written.YES;
            } catch (TransactionCanceledException cancelled) {
                if (cancelled.cancellationReasons().stream()
                        .noneMatch(reason -> reason.code().equals("TransactionConflict"))) {
                    return written(records, claim, cancelled.cancellationReasons());
                }
                // Another outcome of the same decision is being written; which one is first is known in a moment.
                pauses.pause(deadline);
            }
        }
    }

    private static Written written(List<SealedRecord> records, OutcomeClaim claim, List<CancellationReason> reasons)
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
        CancellationReason ofClaim = reasons.getLast();
        boolean isOurs = ofClaim.hasItem()
                && claim.record().equals(ofClaim.item().get(RECORD).s());
        return isOurs ? Written.YES : Written.REFUSED;
    }

    @Override
    public Optional<OutcomeClaim> find(String decision, Deadline deadline) throws StoreException {
        return dynamo.itemAsItIs(tables.state(), key(decision), deadline).map(item -> claim(decision, item));
    }

    private static Map<String, AttributeValue> key(String decision) {
        return Map.of("pk", AttributeValue.fromS("O#" + decision), "sk", AttributeValue.fromS(SORT_KEY));
    }

    private static Map<String, AttributeValue> item(OutcomeClaim claim) {
        var item = new HashMap<>(key(claim.decision()));
        item.put(RECORD, AttributeValue.fromS(claim.record()));
        item.put(DIGEST, AttributeValue.fromS(claim.digest()));
        item.put(AT, AttributeValue.fromN(Long.toString(claim.at().toEpochMilli())));
        item.put(TTL, AttributeValue.fromN(Long.toString(claim.expires().getEpochSecond())));
        return item;
    }

    private static OutcomeClaim claim(String decision, Map<String, AttributeValue> item) {
        return new OutcomeClaim(
                decision,
                item.get(RECORD).s(),
                item.get(DIGEST).s(),
                Instant.ofEpochMilli(Long.parseLong(item.get(AT).n())),
                Instant.ofEpochSecond(Long.parseLong(item.get(TTL).n())));
    }
}
