package dev.tollgate.tests.stage;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.ChainCheck;
import dev.tollgate.core.record.SealedRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The audit table as an auditor with access to it sees it, read without the product's own reader. */
public final class AuditTable {
    private static final List<String> INDEX_KEYS = List.of("g1p", "g2p", "g3p", "g4p", "g5p", "gs");

    private final DynamoDbClient client;
    private final String table;

    public AuditTable(DynamoDbClient client, String table) {
        this.client = client;
        this.table = table;
    }

    /** @param id as the header {@code Tollgate-Decision-Id} has it: the writer, a dash, the place */
    public Optional<Json.Obj> record(String id) {
        int dash = id.lastIndexOf('-');
        var answer = client.getItem(request -> request.tableName(table)
                .key(Map.of(
                        "pk", AttributeValue.fromS("W#" + id.substring(0, dash)),
                        "sk", AttributeValue.fromS("%012d".formatted(Long.parseLong(id.substring(dash + 1))))))
                .consistentRead(true));
        return answer.hasItem() ? Optional.of(sealed(answer.item()).content()) : Optional.empty();
    }

    /** All chains by writer, each in order; a writer that was entered under a day is there without records too. */
    public Map<String, List<SealedRecord>> chains() {
        var chains = new TreeMap<String, List<SealedRecord>>();
        for (var item : all()) {
            String partition = item.get("pk").s();
            if (partition.startsWith("WRITERS#")) {
                chains.computeIfAbsent(item.get("sk").s(), writer -> new ArrayList<>());
            } else if (partition.startsWith("W#")) {
                chains.computeIfAbsent(partition.substring(2), writer -> new ArrayList<>())
                        .add(sealed(item));
            }
        }
        chains.values().forEach(records -> records.sort(Comparator.comparingLong(SealedRecord::seq)));
        return chains;
    }

    /** What is wrong with the chains; empty when they verify. */
    public List<ChainCheck.Finding> findings() {
        return ChainCheck.check(chains());
    }

    /** Every record by its id. */
    public Map<String, Json.Obj> records() {
        var records = new TreeMap<String, Json.Obj>();
        chains().values().forEach(chain -> chain.forEach(record -> records.put(record.id(), record.content())));
        return records;
    }

    private List<Map<String, AttributeValue>> all() {
        return client.scanPaginator(request -> request.tableName(table).consistentRead(true)).items().stream()
                .toList();
    }

    private static SealedRecord sealed(Map<String, AttributeValue> item) {
        var content = new TreeMap<String, AttributeValue>(item);
        String writer = content.remove("pk").s().substring(2);
        long seq = Long.parseLong(content.remove("sk").s());
        String hash = content.remove("hash").s();
        content.keySet().removeAll(INDEX_KEYS);
        return new SealedRecord(writer, seq, object(content), hash);
    }

    private static Json.Obj object(Map<String, AttributeValue> attributes) {
        var members = Json.object();
        attributes.forEach((name, value) -> members.put(name, json(value)));
        return members.build();
    }

    private static Json json(AttributeValue value) {
        return switch (value.type()) {
            case S -> Json.of(value.s());
            case N -> new Json.Num(value.n());
            case BOOL -> Json.of(value.bool());
            case M -> object(value.m());
            case L -> new Json.Arr(value.l().stream().map(AuditTable::json).toList());
            case NUL -> Json.Null.NULL;
            case B, SS, NS, BS, UNKNOWN_TO_SDK_VERSION -> throw new AssertionError("no record holds a " + value.type());
        };
    }
}
