package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.SortableTime;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.rollup.Progress;
import dev.tollgate.core.rollup.RollupReading;
import dev.tollgate.core.rollup.RollupStore;
import dev.tollgate.core.rollup.Row;
import dev.tollgate.core.rollup.RowCodec;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * Rollups in the {@code state} table: {@code ROLL#<yyyymmddHH>} / {@code <checkpoint>#<piece>}, put together {@code
 * ROLLH#<yyyymmdd>} / {@code <HH>#<through>#<piece>}, and {@code ROLL} / {@code STATE}. A piece has at most 300 KB of rows,
 * packed. What has several pieces is there when its first one is, which is written last.
 */
public final class DynamoRollups implements RollupStore {
    private static final Duration KEPT = Duration.ofDays(400);
    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("uuuuMMddHH").withZone(ZoneOffset.UTC);
    private static final int DAY_LETTERS = 8;

    private static final String PK = "pk";
    private static final String SK = "sk";
    private static final String ROWS = "rows";
    private static final String PIECES = "pieces";
    private static final String FIRST = "first";
    private static final String THROUGH = "through";
    private static final String AT = "at";
    private static final String OPEN = "open";
    private static final String TTL = "ttl";

    private final DynamoCalls dynamo;
    private final String table;

    public DynamoRollups(DynamoCalls dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public void put(Part part, Deadline deadline) throws StoreException {
        put(
                "ROLL#" + HOUR.format(part.hour()),
                "%012d".formatted(part.number()),
                part.rows(),
                Map.of(TTL, number(part.hour().plus(RollupReading.BY_THE_MINUTE).getEpochSecond())),
                deadline);
    }

    @Override
    public List<Part> parts(Instant hour, Deadline deadline) throws StoreException {
        var parts = new ArrayList<Part>();
        for (var each : whole("ROLL#" + HOUR.format(hour), "", deadline).entrySet()) {
            parts.add(new Part(hour, Long.parseLong(each.getKey()), rows(each.getValue())));
        }
        return List.copyOf(parts);
    }

    @Override
    public void put(Hour hour, Deadline deadline) throws StoreException {
        String partition = partition(hour.hour());
        String name = hourOfDay(hour.hour()) + "#" + "%012d".formatted(hour.through());
        put(
                partition,
                name,
                hour.rows(),
                Map.of(
                        FIRST, number(hour.first()),
                        TTL, number(hour.hour().plus(KEPT).getEpochSecond())),
                deadline);
        // Whoever reads meanwhile finds the new one behind the old.
        for (var item : items(partition, hourOfDay(hour.hour()) + "#", deadline)) {
            if (!item.get(SK).s().startsWith(name)) {
                dynamo.call(
                        deadline,
                        (client, settings) -> client.deleteItem(request -> request.tableName(table)
                                .key(key(item.get(PK).s(), item.get(SK).s()))
                                .overrideConfiguration(settings)));
            }
        }
    }

    @Override
    public Optional<Hour> hour(Instant hour, Deadline deadline) throws StoreException {
        return hours(partition(hour), hourOfDay(hour) + "#", deadline).stream().findFirst();
    }

    @Override
    public List<Hour> hours(LocalDate day, Deadline deadline) throws StoreException {
        return hours(partition(day.atStartOfDay(ZoneOffset.UTC).toInstant()), "", deadline);
    }

    private List<Hour> hours(String partition, String prefix, Deadline deadline) throws StoreException {
        // Of two of the same hour, the later one has all that the earlier has.
        var hours = new TreeMap<String, Hour>();
        for (var each : whole(partition, prefix, deadline).entrySet()) {
            String hour = each.getKey().substring(0, 2);
            Instant begins = LocalDate.parse(partition.substring("ROLLH#".length()), DateTimeFormatter.BASIC_ISO_DATE)
                    .atTime(Integer.parseInt(hour), 0)
                    .toInstant(ZoneOffset.UTC);
            long through = Long.parseLong(each.getKey().substring(3));
            long first = Long.parseLong(each.getValue().getFirst().get(FIRST).n());
            hours.put(hour, new Hour(begins, first, through, rows(each.getValue())));
        }
        return List.copyOf(hours.values());
    }

    @Override
    public void put(Progress progress, Deadline deadline) throws StoreException {
        var item = new HashMap<>(key("ROLL", "STATE"));
        item.put(FIRST, number(progress.first()));
        item.put(THROUGH, number(progress.through()));
        item.put(AT, AttributeValue.fromS(SortableTime.text(progress.at())));
        item.put(
                OPEN,
                AttributeValue.fromL(progress.open().stream()
                        .map(hour -> AttributeValue.fromS(hour.toString()))
                        .toList()));
        dynamo.put(table, item, deadline);
    }

    @Override
    public Optional<Progress> progress(Deadline deadline) throws StoreException {
        return dynamo.itemAsItIs(table, key("ROLL", "STATE"), deadline).map(item -> {
            var open = new TreeSet<Instant>();
            item.get(OPEN).l().forEach(hour -> open.add(Instant.parse(hour.s())));
            return new Progress(
                    Long.parseLong(item.get(FIRST).n()),
                    Long.parseLong(item.get(THROUGH).n()),
                    Instant.parse(item.get(AT).s()),
                    open);
        });
    }

    private static String partition(Instant hour) {
        return "ROLLH#" + HOUR.format(hour).substring(0, DAY_LETTERS);
    }

    private static String hourOfDay(Instant hour) {
        return HOUR.format(hour).substring(DAY_LETTERS);
    }

    private void put(String partition, String name, List<Row> rows, Map<String, AttributeValue> more, Deadline deadline)
            throws StoreException {
        List<byte[]> pieces = RowCodec.write(rows);
        for (int piece = pieces.size() - 1; piece >= 0; piece--) {
            var item = new HashMap<>(key(partition, name + "#" + "%03d".formatted(piece)));
            item.putAll(more);
            item.put(PIECES, number(pieces.size()));
            item.put(ROWS, AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(Packed.of(pieces.get(piece)))));
            dynamo.put(table, item, deadline);
        }
    }

    /** The items by their name without the piece, of those that are there with all their pieces. */
    private Map<String, List<Map<String, AttributeValue>>> whole(String partition, String prefix, Deadline deadline)
            throws StoreException {
        var byName = new TreeMap<String, List<Map<String, AttributeValue>>>();
        for (var item : items(partition, prefix, deadline)) {
            String sort = item.get(SK).s();
            byName.computeIfAbsent(sort.substring(0, sort.lastIndexOf('#')), name -> new ArrayList<>())
                    .add(item);
        }
        byName.values()
                .removeIf(pieces -> !pieces.getFirst().get(SK).s().endsWith("#000")
                        || pieces.size()
                                < Integer.parseInt(pieces.getFirst().get(PIECES).n()));
        return byName;
    }

    private static List<Row> rows(List<Map<String, AttributeValue>> pieces) throws StoreException {
        int count = Integer.parseInt(pieces.getFirst().get(PIECES).n());
        var rows = new ArrayList<Row>();
        // What is behind the last piece was written by a version that needed more of them.
        for (var piece : pieces.subList(0, count)) {
            try {
                rows.addAll(RowCodec.read(Packed.unpacked(piece.get(ROWS).b().asByteArrayUnsafe())));
            } catch (IllegalArgumentException unreadable) {
                throw new StoreException(
                        "the state table has a rollup that cannot be read: " + unreadable.getMessage(), unreadable);
            }
        }
        return rows;
    }

    private List<Map<String, AttributeValue>> items(String partition, String prefix, Deadline deadline)
            throws StoreException {
        var items = new ArrayList<Map<String, AttributeValue>>();
        Map<String, AttributeValue> start = Map.of();
        do {
            Map<String, AttributeValue> from = start;
            QueryResponse answer = dynamo.call(
                    deadline,
                    (client, settings) -> client.query(request -> {
                        request.tableName(table)
                                .keyConditionExpression(
                                        prefix.isEmpty() ? "pk = :pk" : "pk = :pk AND begins_with(sk, :sk)")
                                .expressionAttributeValues(
                                        prefix.isEmpty()
                                                ? Map.of(":pk", AttributeValue.fromS(partition))
                                                : Map.of(
                                                        ":pk", AttributeValue.fromS(partition),
                                                        ":sk", AttributeValue.fromS(prefix)))
                                .consistentRead(true)
                                .overrideConfiguration(settings);
                        if (!from.isEmpty()) {
                            request.exclusiveStartKey(from);
                        }
                    }));
            items.addAll(answer.items());
            start = answer.hasLastEvaluatedKey() ? answer.lastEvaluatedKey() : Map.of();
        } while (!start.isEmpty());
        return items;
    }

    private static Map<String, AttributeValue> key(String partition, String sort) {
        return Map.of(PK, AttributeValue.fromS(partition), SK, AttributeValue.fromS(sort));
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }
}
