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
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

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
    private final RecordTransaction transaction;

    public DynamoOutcomes(DynamoCalls dynamo, Tables tables) {
        this.dynamo = dynamo;
        this.tables = tables;
        this.transaction = new RecordTransaction(dynamo, tables.audit());
    }

    @Override
    public Written append(List<SealedRecord> records, OutcomeClaim claim, Deadline deadline) throws StoreException {
        return transaction.write(records, List.of(AuditItems.put(tables.state(), item(claim))), deadline);
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
