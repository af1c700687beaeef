package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.tamper.ChainHead;
import dev.tollgate.core.tamper.ChainHeads;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** How far chains were followed, in the {@code state} table, under {@code STREAM#<writer>}. */
public final class DynamoChainHeads implements ChainHeads {
    private static final String PREFIX = "STREAM#";
    private static final String SORT_KEY = "HEAD";
    private static final String SEQ = "seq";
    private static final String HASH = "hash";
    private static final int MOST_READ_AT_ONCE = 100;
    private static final int MOST_WRITTEN_AT_ONCE = 25;

    /** As long as a chain's opening record stays. */
    private static final Duration KEPT = Duration.ofDays(400);

    private final DynamoCalls dynamo;
    private final String table;
    private final InstantSource clock;

    public DynamoChainHeads(DynamoCalls dynamo, String table, InstantSource clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.clock = clock;
    }

    @Override
    public Map<String, ChainHead> read(Set<String> writers, Deadline deadline) throws StoreException {
        var heads = new HashMap<String, ChainHead>();
        List<Map<String, AttributeValue>> keys =
                writers.stream().sorted().map(DynamoChainHeads::key).toList();
        for (int from = 0; from < keys.size(); from += MOST_READ_AT_ONCE) {
            read(keys.subList(from, Math.min(keys.size(), from + MOST_READ_AT_ONCE)), heads, deadline);
        }
        return heads;
    }

    private void read(List<Map<String, AttributeValue>> keys, Map<String, ChainHead> heads, Deadline deadline)
            throws StoreException {
        var left = Map.of(
                table,
                KeysAndAttributes.builder().keys(keys).consistentRead(true).build());
        var pauses = dynamo.pauses();
        while (true) {
            var asked = left;
            var answer = dynamo.callPatiently(
                    deadline,
                    (client, settings) -> client.batchGetItem(
                            request -> request.requestItems(asked).overrideConfiguration(settings)));
            answer.responses()
                    .getOrDefault(table, List.of())
                    .forEach(item -> heads.put(
                            item.get("pk").s().substring(PREFIX.length()),
                            new ChainHead(
                                    Long.parseLong(item.get(SEQ).n()),
                                    item.get(HASH).s())));
            left = answer.unprocessedKeys();
            if (left.isEmpty()) {
                return;
            }
            pauses.pause(deadline);
        }
    }

    @Override
    public void write(Map<String, ChainHead> heads, Deadline deadline) throws StoreException {
        var puts = new ArrayList<WriteRequest>();
        heads.forEach((writer, head) -> puts.add(WriteRequest.builder()
                .putRequest(put -> put.item(item(writer, head)))
                .build()));
        for (int from = 0; from < puts.size(); from += MOST_WRITTEN_AT_ONCE) {
            write(puts.subList(from, Math.min(puts.size(), from + MOST_WRITTEN_AT_ONCE)), deadline);
        }
    }

    private void write(List<WriteRequest> puts, Deadline deadline) throws StoreException {
        Map<String, List<WriteRequest>> left = Map.of(table, puts);
        var pauses = dynamo.pauses();
        while (true) {
            var asked = left;
            left = dynamo.callPatiently(
                            deadline,
                            (client, settings) -> client.batchWriteItem(
                                    request -> request.requestItems(asked).overrideConfiguration(settings)))
                    .unprocessedItems();
            if (left.isEmpty()) {
                return;
            }
            pauses.pause(deadline);
        }
    }

    private static Map<String, AttributeValue> key(String writer) {
        return Map.of("pk", AttributeValue.fromS(PREFIX + writer), "sk", AttributeValue.fromS(SORT_KEY));
    }

    private Map<String, AttributeValue> item(String writer, ChainHead head) {
        var item = new HashMap<>(key(writer));
        item.put(SEQ, AttributeValue.fromN(Long.toString(head.seq())));
        item.put(HASH, AttributeValue.fromS(head.hash()));
        item.put(
                "ttl",
                AttributeValue.fromN(Long.toString(clock.instant().plus(KEPT).getEpochSecond())));
        return item;
    }
}
