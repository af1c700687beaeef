package dev.tollgate.core.store;

import dev.tollgate.core.StoreException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.Chains;
import dev.tollgate.core.record.FoundRecord;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.Succession;
import dev.tollgate.core.seal.KeptCheckpoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/**
 * Reads the {@code audit} table whole, as someone does who checks it: once for the names of all chains, also of those that
 * nobody entered, then chain by chain.
 */
public final class AuditChains implements Chains {
    private static final String CHAIN = "W#";
    private static final String WRITERS = "WRITERS#";
    private static final int MOST_UNREADABLE = 1_000;

    private final DynamoDbClient client;
    private final String table;
    private final List<String> unreadable = new ArrayList<>();
    private Optional<Names> names = Optional.empty();

    public AuditChains(DynamoDbClient client, String table) {
        this.client = client;
        this.table = table;
    }

    /** What one look at all keys found. */
    private static final class Names {
        private final TreeSet<String> writers = new TreeSet<>();
        private final List<Succession> successions = new ArrayList<>();
        private long lastCheckpoints = -1;

        void add(Map<String, AttributeValue> item) {
            String partition = item.get("pk").s();
            String sort = item.get("sk").s();
            if (partition.startsWith(WRITERS)) {
                writers.add(sort);
            } else if (partition.startsWith(CHAIN)) {
                String writer = partition.substring(CHAIN.length());
                writers.add(writer);
                AttributeValue after = item.get("after");
                if (place(sort).filter(seq -> seq == 0).isPresent() && after != null && after.hasM()) {
                    Succession.of(writer, Items.object(Map.of("after", after))).ifPresent(successions::add);
                }
            } else if (partition.startsWith(AuditCheckpoints.PARTITION)) {
                place("000" + partition.substring(AuditCheckpoints.PARTITION.length()))
                        .ifPresent(number -> lastCheckpoints = Math.max(lastCheckpoints, number));
            }
        }
    }

    private Names names() throws StoreException {
        if (names.isEmpty()) {
            var found = new Names();
            read(() -> client.scanPaginator(request -> request.tableName(table)
                            .projectionExpression("pk, sk, #after")
                            .expressionAttributeNames(Map.of("#after", "after"))
                            .consistentRead(true))
                    .items()
                    .forEach(found::add));
            names = Optional.of(found);
        }
        return names.get();
    }

    /** Those that are there now, in the order of their numbers. */
    public void checkpoints(Consumer<KeptCheckpoint> checkpoint) throws StoreException {
        new AuditCheckpoints(client, table).forEach(names().lastCheckpoints, checkpoint);
    }

    @Override
    public SortedSet<String> writers() throws StoreException {
        return Collections.unmodifiableSortedSet(names().writers);
    }

    @Override
    public List<Succession> successions() throws StoreException {
        return List.copyOf(names().successions);
    }

    @Override
    public void forEach(String writer, Consumer<FoundRecord> record) throws StoreException {
        read(() -> client.queryPaginator(request -> request.tableName(table)
                        .keyConditionExpression("pk = :pk")
                        .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS(AuditItems.partition(writer))))
                        .consistentRead(true))
                .items()
                .forEach(item -> found(item).ifPresentOrElse(record, () -> unreadable(item))));
    }

    private static Optional<FoundRecord> found(Map<String, AttributeValue> item) {
        try {
            return found(Items.object(item));
        } catch (IllegalArgumentException noJson) {
            return Optional.empty();
        }
    }

    private void unreadable(Map<String, AttributeValue> item) {
        if (unreadable.size() < MOST_UNREADABLE) {
            unreadable.add("an item is no record: pk " + item.get("pk").s() + ", sk "
                    + item.get("sk").s());
        }
    }

    @Override
    public List<String> unreadable() {
        return List.copyOf(unreadable);
    }

    /** Empty when this is no item of a chain. */
    public static Optional<FoundRecord> found(Json.Obj item) {
        String partition = item.text("pk").orElse("");
        if (!partition.startsWith(CHAIN)) {
            return Optional.empty();
        }
        return place(item.text("sk").orElse(""))
                .map(seq -> FoundRecord.of(
                        new SealedRecord(
                                partition.substring(CHAIN.length()),
                                seq,
                                AuditItems.content(item),
                                item.text("hash").orElse("")),
                        item));
    }

    /** The writer that an item enters; empty when it enters none. */
    public static Optional<String> entered(Json.Obj item) {
        return item.text("pk")
                .filter(partition -> partition.startsWith(WRITERS))
                .flatMap(partition -> item.text("sk"));
    }

    static Optional<Long> place(String sort) {
        boolean isPlace = sort.length() == 12 && sort.chars().allMatch(c -> c >= '0' && c <= '9');
        return isPlace ? Optional.of(Long.valueOf(sort)) : Optional.empty();
    }

    private void read(Runnable reading) throws StoreException {
        try {
            reading.run();
        } catch (ResourceNotFoundException noTable) {
            throw new StoreException("there is no table '" + table + "' there", noTable);
        } catch (SdkException failed) {
            throw new StoreException("the audit table cannot be read: " + failed.getMessage(), failed);
        }
    }

    /** Each item of the table, as JSON. */
    public void forEach(Consumer<Json.Obj> item) throws StoreException {
        read(() -> client.scanPaginator(request -> request.tableName(table).consistentRead(true)).items().stream()
                .filter(AuditChains::isOurs)
                .map(Items::object)
                .forEach(item));
    }

    private static boolean isOurs(Map<String, AttributeValue> item) {
        String partition = item.get("pk").s();
        return partition.startsWith(CHAIN) || partition.startsWith(WRITERS);
    }

    /** Items of the table, gathered into the chains that they are records of. */
    public static final class Gathered {
        private final Map<String, TreeMap<Long, SealedRecord>> chains = new TreeMap<>();

        /** @return false when this is no item of a chain */
        public boolean add(Json.Obj item) {
            Optional<String> writer = entered(item);
            writer.ifPresent(this::chain);
            Optional<SealedRecord> record = found(item).map(FoundRecord::record);
            record.ifPresent(found -> chain(found.writer()).put(found.seq(), found));
            return writer.isPresent() || record.isPresent();
        }

        /** Each writer's records, in the order of their places. */
        public Map<String, List<SealedRecord>> chains() {
            var all = new TreeMap<String, List<SealedRecord>>();
            chains.forEach((writer, records) -> all.put(writer, new ArrayList<>(records.values())));
            return all;
        }

        private TreeMap<Long, SealedRecord> chain(String writer) {
            return chains.computeIfAbsent(writer, name -> new TreeMap<>());
        }
    }
}
