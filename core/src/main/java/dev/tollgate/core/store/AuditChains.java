package dev.tollgate.core.store;

import dev.tollgate.core.StoreException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.ChainCheck.Finding;
import dev.tollgate.core.record.SealedRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** Reads the {@code audit} table whole, as someone does who checks it. */
public final class AuditChains {
    private static final String CHAIN = "W#";
    private static final String WRITERS = "WRITERS#";

    private final DynamoDbClient client;
    private final String table;

    public AuditChains(DynamoDbClient client, String table) {
        this.client = client;
        this.table = table;
    }

    /** Each item of the table, as JSON. */
    public void forEach(Consumer<Json.Obj> item) throws StoreException {
        try {
            client.scanPaginator(request -> request.tableName(table).consistentRead(true)).items().stream()
                    .filter(AuditChains::isOurs)
                    .map(Items::object)
                    .forEach(item);
        } catch (ResourceNotFoundException noTable) {
            throw new StoreException("there is no table '" + table + "' there", noTable);
        } catch (SdkException failed) {
            throw new StoreException("the audit table cannot be read: " + failed.getMessage(), failed);
        } catch (IllegalArgumentException foreign) {
            throw new StoreException("the audit table has an item that is no record: " + foreign.getMessage(), foreign);
        }
    }

    private static boolean isOurs(Map<String, AttributeValue> item) {
        String partition = item.get("pk").s();
        return partition.startsWith(CHAIN) || partition.startsWith(WRITERS);
    }

    /** Items of the table, gathered into the chains that they are records of. */
    public static final class Gathered {
        private final Map<String, TreeMap<String, SealedRecord>> chains = new TreeMap<>();
        private final List<Finding> misplaced = new ArrayList<>();

        /** @return false when this is no item of a chain */
        public boolean add(Json.Obj item) {
            String partition = item.text("pk").orElse("");
            String sort = item.text("sk").orElse("");
            if (partition.startsWith(WRITERS)) {
                chain(sort);
                return !sort.isEmpty();
            }
            if (!partition.startsWith(CHAIN)) {
                return false;
            }
            String writer = partition.substring(CHAIN.length());
            Optional<Long> seq = place(sort);
            seq.ifPresent(place -> add(
                    sort,
                    new SealedRecord(
                            writer,
                            place,
                            AuditItems.content(item),
                            item.text("hash").orElse("")),
                    item));
            return seq.isPresent();
        }

        private void add(String sort, SealedRecord record, Json.Obj item) {
            chain(record.writer()).put(sort, record);
            // Of a record that was changed, that says enough.
            if (record.isIntact() && !AuditItems.isIndexed(record, item)) {
                misplaced.add(new Finding(
                        record.writer(),
                        record.seq(),
                        "an index has it where its content does not belong, or not at all"));
            }
        }

        /** What is wrong with the keys under which records are found. */
        public List<Finding> misplaced() {
            return List.copyOf(misplaced);
        }

        public void add(SealedRecord record) {
            chain(record.writer()).put(AuditItems.sortKey(record.seq()), record);
        }

        /** Each writer's records, in the order of their places. */
        public Map<String, List<SealedRecord>> chains() {
            var all = new TreeMap<String, List<SealedRecord>>();
            chains.forEach((writer, records) -> all.put(writer, new ArrayList<>(records.values())));
            return all;
        }

        private TreeMap<String, SealedRecord> chain(String writer) {
            return chains.computeIfAbsent(writer, name -> new TreeMap<>());
        }

        private static Optional<Long> place(String sort) {
            return sort.matches("[0-9]{12}") ? Optional.of(Long.valueOf(sort)) : Optional.empty();
        }
    }
}
