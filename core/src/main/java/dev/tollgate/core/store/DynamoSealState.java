package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.SideBySide;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.policy.Retention;
import dev.tollgate.core.seal.Manifest;
import dev.tollgate.core.seal.SealState;
import dev.tollgate.core.seal.SealState.Head;
import dev.tollgate.core.seal.SealStore;
import dev.tollgate.core.seal.SealedCheckpoint;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * How far has been sealed, in the {@code state} table: {@code SEAL}/{@code STATE} and the marks; {@code SEAL#W#<writer>}
 * with an item for each checkpoint that has records of the writer; {@code SEAL#DAY} with the first checkpoint of each day.
 */
public final class DynamoSealState implements SealStore {
    private static final AttributeValue SEAL = AttributeValue.fromS("SEAL");
    private static final AttributeValue STATE = AttributeValue.fromS("STATE");
    private static final AttributeValue DAYS = AttributeValue.fromS("SEAL#DAY");
    private static final int AT_ONCE = 16;

    /** Longer than any record is kept, so that whatever is there can be found in its checkpoint. */
    private static final Duration KEPT = Retention.LONGEST.plusDays(40);

    private final DynamoCalls dynamo;
    private final String table;

    public DynamoSealState(DynamoCalls dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public Optional<SealState> state(Set<String> writers, Deadline deadline) throws StoreException {
        var item = dynamo.itemAsItIs(table, Map.of("pk", SEAL, "sk", STATE), deadline);
        if (item.isEmpty()) {
            return Optional.empty();
        }
        var heads = new ConcurrentSkipListMap<String, Head>();
        var works = new ArrayList<SideBySide.Work>();
        for (String writer : writers) {
            works.add(() -> head(writer, deadline).ifPresent(head -> heads.put(writer, head)));
        }
        sideBySide(works);
        return Optional.of(new SealState(
                item.get().get("origin").s(),
                number(item.get(), "next"),
                item.get().get("previous").s(),
                heads));
    }

    private Optional<Head> head(String writer, Deadline deadline) throws StoreException {
        return dynamo
                .call(
                        deadline,
                        (client, settings) -> client.query(request -> request.tableName(table)
                                .keyConditionExpression("pk = :pk")
                                .expressionAttributeValues(Map.of(":pk", ofWriter(writer)))
                                .scanIndexForward(false)
                                .limit(1)
                                .consistentRead(true)
                                .overrideConfiguration(settings)))
                .items()
                .stream()
                .findFirst()
                .map(item -> new Head(AuditItems.seq(item), item.get("head").s()));
    }

    @Override
    public void note(SealedCheckpoint sealed, Deadline deadline) throws StoreException {
        Instant at = sealed.manifest().at();
        AttributeValue ttl = AttributeValue.fromN(Long.toString(at.plus(KEPT).getEpochSecond()));
        AttributeValue number = AttributeValue.fromN(Long.toString(sealed.number()));
        var works = new ArrayList<SideBySide.Work>();
        for (Manifest.Range range : sealed.manifest().ranges()) {
            works.add(() -> dynamo.put(
                    table,
                    Map.of(
                            "pk", ofWriter(range.writer()),
                            "sk", AttributeValue.fromS(AuditItems.sortKey(range.to())),
                            "from", AttributeValue.fromN(Long.toString(range.from())),
                            "head", AttributeValue.fromS(range.head()),
                            "number", number,
                            "ttl", ttl),
                    deadline));
        }
        works.add(() -> forward(
                Map.of("pk", DAYS, "sk", AttributeValue.fromS(day(at)), "first", number, "ttl", ttl),
                "attribute_not_exists(pk)",
                Map.of(),
                deadline));
        sideBySide(works);
        // Last, so that the heads of all checkpoints before the next one are there when it says so.
        long next = sealed.number() + 1;
        forward(
                Map.of(
                        "pk", SEAL,
                        "sk", STATE,
                        "origin", AttributeValue.fromS(sealed.checkpoint().origin()),
                        "next", AttributeValue.fromN(Long.toString(next)),
                        "previous", AttributeValue.fromS(sealed.checkpoint().digest())),
                "attribute_not_exists(pk) OR #place < :place",
                Map.of("next", next),
                deadline);
    }

    /** @param place the name of the member that only grows, and its value; or none */
    private void forward(Map<String, AttributeValue> item, String condition, Map<String, Long> place, Deadline deadline)
            throws StoreException {
        var names = new HashMap<String, String>();
        var values = new HashMap<String, AttributeValue>();
        place.forEach((name, value) -> {
            names.put("#place", name);
            values.put(":place", AttributeValue.fromN(Long.toString(value)));
        });
        try {
            dynamo.call(
                    deadline,
                    (client, settings) -> client.putItem(request -> request.tableName(table)
                            .item(item)
                            .conditionExpression(condition)
                            .expressionAttributeNames(names.isEmpty() ? null : names)
                            .expressionAttributeValues(values.isEmpty() ? null : values)
                            .overrideConfiguration(settings)));
        } catch (ConditionalCheckFailedException furtherAlready) {
            return;
        }
    }

    @Override
    public OptionalLong covering(String writer, long seq, Deadline deadline) throws StoreException {
        return first(ofWriter(writer), AuditItems.sortKey(seq), deadline)
                .filter(item -> number(item, "from") <= seq)
                .map(item -> OptionalLong.of(number(item, "number")))
                .orElse(OptionalLong.empty());
    }

    @Override
    public OptionalLong firstFrom(LocalDate day, Deadline deadline) throws StoreException {
        return first(DAYS, day.toString(), deadline)
                .map(item -> OptionalLong.of(number(item, "first")))
                .orElse(OptionalLong.empty());
    }

    private Optional<Map<String, AttributeValue>> first(AttributeValue partition, String from, Deadline deadline)
            throws StoreException {
        return dynamo
                .call(
                        deadline,
                        (client, settings) -> client.query(request -> request.tableName(table)
                                .keyConditionExpression("pk = :pk AND sk >= :from")
                                .expressionAttributeValues(
                                        Map.of(":pk", partition, ":from", AttributeValue.fromS(from)))
                                .limit(1)
                                .consistentRead(true)
                                .overrideConfiguration(settings)))
                .items()
                .stream()
                .findFirst();
    }

    @Override
    public OptionalLong mark(Mark mark, Deadline deadline) throws StoreException {
        return dynamo.itemAsItIs(table, markKey(mark), deadline)
                .map(item -> OptionalLong.of(number(item, "place")))
                .orElse(OptionalLong.empty());
    }

    @Override
    public void mark(Mark mark, long place, Deadline deadline) throws StoreException {
        var item = new HashMap<>(markKey(mark));
        item.put("place", AttributeValue.fromN(Long.toString(place)));
        forward(item, "attribute_not_exists(pk) OR #place < :place", Map.of("place", place), deadline);
    }

    private static Map<String, AttributeValue> markKey(Mark mark) {
        return Map.of("pk", SEAL, "sk", AttributeValue.fromS("MARK#" + mark.word()));
    }

    private static AttributeValue ofWriter(String writer) {
        return AttributeValue.fromS("SEAL#W#" + writer);
    }

    private static long number(Map<String, AttributeValue> item, String name) {
        return Long.parseLong(item.get(name).n());
    }

    private static String day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC).toString();
    }

    private static void sideBySide(List<SideBySide.Work> works) throws StoreException {
        for (int from = 0; from < works.size(); from += AT_ONCE) {
            SideBySide.run(works.subList(from, Math.min(works.size(), from + AT_ONCE)));
        }
    }
}
