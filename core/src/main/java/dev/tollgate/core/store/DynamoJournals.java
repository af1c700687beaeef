package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.journal.JournalEntry;
import dev.tollgate.core.journal.JournalHead;
import dev.tollgate.core.journal.JournalStore;
import dev.tollgate.core.journal.Receipt;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.Writer.Written;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Journals in the {@code state} table, under {@code J#<hook>}: the head, which stays, and a receipt for all that came at
 * once, sorted by its last place. One transaction puts the records, the head and the receipt.
 */
public final class DynamoJournals implements JournalStore {
    private static final String PK = "pk";
    private static final String SK = "sk";
    private static final String HEAD = "HEAD";
    private static final String SEQ = "seq";
    private static final String FROM = "from";
    private static final String HASH = "hash";
    private static final String HASHES = "hashes";
    private static final String RECORD = "record";
    private static final String TTL = "ttl";
    private static final int HASH_BYTES = 32;

    private final DynamoCalls dynamo;
    private final Tables tables;
    private final RecordTransaction transaction;

    public DynamoJournals(DynamoCalls dynamo, Tables tables) {
        this.dynamo = dynamo;
        this.tables = tables;
        this.transaction = new RecordTransaction(dynamo, tables.audit());
    }

    @Override
    public JournalHead head(String hook, Deadline deadline) throws StoreException {
        return dynamo.itemAsItIs(tables.state(), headKey(hook), deadline)
                .map(DynamoJournals::head)
                .orElseGet(() -> JournalHead.start(hook));
    }

    @Override
    public Optional<Receipt> receiptOf(String hook, long seq, Deadline deadline) throws StoreException {
        return dynamo
                .call(
                        deadline,
                        (client, settings) -> client.query(request -> request.tableName(tables.state())
                                .keyConditionExpression("pk = :pk AND sk BETWEEN :seq AND :most")
                                .expressionAttributeValues(Map.of(
                                        ":pk", text(partition(hook)),
                                        ":seq", text(place(seq)),
                                        ":most", text(place(JournalEntry.MOST_SEQ))))
                                .limit(1)
                                .consistentRead(true)
                                .overrideConfiguration(settings)))
                .items()
                .stream()
                .map(item -> receipt(hook, item))
                .filter(receipt -> receipt.from() <= seq)
                .findFirst();
    }

    @Override
    public Written append(List<SealedRecord> records, JournalHead before, Receipt receipt, Deadline deadline)
            throws StoreException {
        return transaction.write(
                records, List.of(AuditItems.put(tables.state(), item(receipt)), move(before, receipt)), deadline);
    }

    private TransactWriteItem move(JournalHead before, Receipt receipt) {
        var put = Put.builder()
                .tableName(tables.state())
                .item(item(receipt.hook(), receipt.head()))
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
        if (before.seq() == 0) {
            put.conditionExpression(AuditItems.ONLY_IF_FREE);
        } else {
            put.conditionExpression("#seq = :seq AND #hash = :hash")
                    .expressionAttributeNames(Map.of("#seq", SEQ, "#hash", HASH))
                    .expressionAttributeValues(Map.of(":seq", number(before.seq()), ":hash", text(before.hash())));
        }
        return TransactWriteItem.builder().put(put.build()).build();
    }

    private static Map<String, AttributeValue> item(String hook, JournalHead head) {
        var item = new HashMap<>(headKey(hook));
        item.put(SEQ, number(head.seq()));
        item.put(HASH, text(head.hash()));
        head.record().ifPresent(record -> item.put(RECORD, text(record)));
        return item;
    }

    private static JournalHead head(Map<String, AttributeValue> item) {
        return new JournalHead(
                Long.parseLong(item.get(SEQ).n()),
                item.get(HASH).s(),
                Optional.of(item.get(RECORD).s()));
    }

    private static Map<String, AttributeValue> item(Receipt receipt) {
        var hashes = new ByteArrayOutputStream();
        receipt.hashes().forEach(hash -> hashes.writeBytes(HexFormat.of().parseHex(hash)));
        return Map.of(
                PK, text(partition(receipt.hook())),
                SK, text(place(receipt.to())),
                FROM, number(receipt.from()),
                HASHES, AttributeValue.fromB(SdkBytes.fromByteArray(hashes.toByteArray())),
                RECORD, text(receipt.firstRecord()),
                TTL, number(receipt.expires().getEpochSecond()));
    }

    private static Receipt receipt(String hook, Map<String, AttributeValue> item) {
        byte[] bytes = item.get(HASHES).b().asByteArray();
        var hashes = new ArrayList<String>();
        for (int at = 0; at < bytes.length; at += HASH_BYTES) {
            hashes.add(HexFormat.of().formatHex(bytes, at, at + HASH_BYTES));
        }
        return new Receipt(
                hook,
                Long.parseLong(item.get(FROM).n()),
                hashes,
                item.get(RECORD).s(),
                Instant.ofEpochSecond(Long.parseLong(item.get(TTL).n())));
    }

    private static Map<String, AttributeValue> headKey(String hook) {
        return Map.of(PK, text(partition(hook)), SK, text(HEAD));
    }

    private static String partition(String hook) {
        return "J#" + hook;
    }

    private static String place(long seq) {
        return AuditItems.sortKey(seq);
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }
}
