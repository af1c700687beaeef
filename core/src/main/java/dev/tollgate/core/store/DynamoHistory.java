package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.history.HistoryKey;
import dev.tollgate.core.history.HistoryStore;
import dev.tollgate.core.history.Note;
import dev.tollgate.core.history.Past;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.policy.HistoryReads.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Histories in the {@code state} table. Under {@code L} stands when each label was last seen ({@code l:…}), under
 * {@code U} when each tool was last used ({@code u:…}), and under {@code C#<bucket>} how often each tool was called
 * ({@code c:…}) and the amounts ({@code a:…}) of five minutes.
 */
public final class DynamoHistory implements HistoryStore {
    private static final String LABELS_KEY = "L";
    private static final String USES_KEY = "U";
    private static final String LABEL = "l:";
    private static final String USE = "u:";
    private static final String CALLS = "c:";
    private static final String AMOUNT = "a:";

    /** Clocks may differ, and a bundle with a longer window may be published. */
    private static final Duration KEPT = Bundle.Settings.LONGEST_HISTORY.plusHours(1);

    private final DynamoCalls dynamo;
    private final String table;

    public DynamoHistory(DynamoCalls dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public Past read(HistoryKey key, Instant since, Set<Part> parts, Deadline deadline) throws StoreException {
        if (parts.equals(Set.of(Part.LABELS))) {
            return past(item(key, LABELS_KEY, deadline));
        }
        if (parts.equals(Set.of(Part.FIRST_USE))) {
            return past(item(key, USES_KEY, deadline));
        }
        boolean areCountsRead = parts.contains(Part.CALLS) || parts.contains(Part.AMOUNTS);
        return past(items(key, areCountsRead ? bucket(since) : LABELS_KEY, deadline));
    }

    private List<Map<String, AttributeValue>> item(HistoryKey key, String sortKey, Deadline deadline)
            throws StoreException {
        return dynamo.itemAsItIs(table, itemKey(key, sortKey), deadline).stream()
                .toList();
    }

    /** The keys of buckets sort before those of labels and uses. At most 290 items. */
    private List<Map<String, AttributeValue>> items(HistoryKey key, String first, Deadline deadline)
            throws StoreException {
        var items = new ArrayList<Map<String, AttributeValue>>();
        Map<String, AttributeValue> next = Map.of();
        do {
            Map<String, AttributeValue> start = next;
            var page = dynamo.call(
                    deadline,
                    (client, settings) -> client.query(request -> request.tableName(table)
                            .keyConditionExpression("pk = :pk AND sk BETWEEN :first AND :last")
                            .expressionAttributeValues(Map.of(
                                    ":pk", AttributeValue.fromS(key.text()),
                                    ":first", AttributeValue.fromS(first),
                                    ":last", AttributeValue.fromS(USES_KEY)))
                            .consistentRead(true)
                            .exclusiveStartKey(start.isEmpty() ? null : start)
                            .overrideConfiguration(settings)));
            items.addAll(page.items());
            next = page.lastEvaluatedKey();
        } while (!next.isEmpty());
        return items;
    }

    private static Past past(List<Map<String, AttributeValue>> items) {
        var labels = new HashMap<String, Instant>();
        var uses = new HashMap<String, Instant>();
        var calls = new HashMap<String, Long>();
        var amounts = new HashMap<String, Long>();
        for (Map<String, AttributeValue> item : items) {
            item.forEach((name, value) -> {
                if (name.startsWith(LABEL)) {
                    labels.put(name.substring(LABEL.length()), Instant.ofEpochMilli(number(value)));
                } else if (name.startsWith(USE)) {
                    uses.put(name.substring(USE.length()), Instant.ofEpochMilli(number(value)));
                } else if (name.startsWith(CALLS)) {
                    calls.merge(name.substring(CALLS.length()), number(value), Long::sum);
                } else if (name.startsWith(AMOUNT)) {
                    amounts.merge(name.substring(AMOUNT.length()), number(value), Long::sum);
                }
            });
        }
        return new Past(labels, calls, amounts, uses);
    }

    @Override
    public void add(HistoryKey key, Note note, Instant at, Deadline deadline) throws StoreException {
        if (!note.labels().isEmpty()) {
            var seen = new Change();
            note.labels().forEach(label -> seen.set(LABEL + label, at.toEpochMilli()));
            write(key, LABELS_KEY, seen, at.plus(KEPT), deadline);
        }
        if (note.used().isPresent()) {
            var used = new Change();
            used.set(USE + note.used().get(), at.toEpochMilli());
            write(key, USES_KEY, used, at.plus(Past.USE_REMEMBERED), deadline);
        }
        if (note.counted().isPresent() || !note.amounts().isEmpty()) {
            var counts = new Change();
            note.counted().ifPresent(tool -> counts.add(CALLS + tool, 1));
            note.amounts().forEach((name, amount) -> counts.add(AMOUNT + name, amount));
            write(key, bucket(at), counts, at.plus(KEPT), deadline);
        }
    }

    private void write(HistoryKey key, String sortKey, Change change, Instant expires, Deadline deadline)
            throws StoreException {
        change.set("ttl", expires.getEpochSecond());
        dynamo.call(
                deadline,
                (client, settings) -> client.updateItem(request -> request.tableName(table)
                        .key(itemKey(key, sortKey))
                        .updateExpression(change.expression())
                        .expressionAttributeNames(change.names)
                        .expressionAttributeValues(change.values)
                        .overrideConfiguration(settings)));
    }

    /** The parts of one update expression. */
    private static final class Change {
        private final List<String> sets = new ArrayList<>();
        private final List<String> sums = new ArrayList<>();
        private final Map<String, String> names = new HashMap<>();
        private final Map<String, AttributeValue> values = new HashMap<>();

        void set(String name, long value) {
            int place = place(name, value);
            sets.add("#n" + place + " = :v" + place);
        }

        void add(String name, long value) {
            int place = place(name, value);
            sums.add("#n" + place + " :v" + place);
        }

        private int place(String name, long value) {
            int place = names.size();
            names.put("#n" + place, name);
            values.put(":v" + place, AttributeValue.fromN(Long.toString(value)));
            return place;
        }

        String expression() {
            String set = "SET " + String.join(", ", sets);
            return sums.isEmpty() ? set : set + " ADD " + String.join(", ", sums);
        }
    }

    private static Map<String, AttributeValue> itemKey(HistoryKey key, String sortKey) {
        return Map.of("pk", AttributeValue.fromS(key.text()), "sk", AttributeValue.fromS(sortKey));
    }

    private static String bucket(Instant at) {
        return "C#" + String.format(Locale.ROOT, "%010d", at.getEpochSecond() / BUCKET.toSeconds());
    }

    private static long number(AttributeValue value) {
        return Long.parseLong(value.n());
    }
}
