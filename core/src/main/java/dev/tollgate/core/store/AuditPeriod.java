package dev.tollgate.core.store;

import dev.tollgate.core.SortableTime;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.SealedRecord;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/**
 * Reads the records of a period in the order of time, all chains together. It finds the chains by the days that their
 * writers were entered under, reads each once, and keeps no more than a page of each chain of the day and the records of
 * half a minute.
 */
public final class AuditPeriod {
    /** A record may stand in its chain behind a later one: as long as a request may take. */
    static final Duration DISORDER = Duration.ofSeconds(30);

    private static final int PAGE = 100;

    private static final Comparator<SealedRecord> BY_TIME = Comparator.comparing(AuditPeriod::at)
            .thenComparing(SealedRecord::writer)
            .thenComparing(SealedRecord::seq);

    private final DynamoDbClient client;
    private final String table;

    public AuditPeriod(DynamoDbClient client, String table) {
        this.client = client;
        this.table = table;
    }

    /** Takes records, one after the other. */
    @FunctionalInterface
    public interface Sink {
        void accept(SealedRecord record) throws IOException;
    }

    /**
     * @param from the first moment of the period
     * @param to the first moment after it
     */
    public void forEach(Instant from, Instant to, Sink sink) throws StoreException, IOException {
        try {
            new Merge(from, to, sink).run();
        } catch (ResourceNotFoundException noTable) {
            throw new StoreException("there is no table '" + table + "' there", noTable);
        } catch (SdkException failed) {
            throw new StoreException("the audit table cannot be read: " + failed.getMessage(), failed);
        } catch (IllegalArgumentException foreign) {
            throw new StoreException("the audit table has an item that is no record: " + foreign.getMessage(), foreign);
        }
    }

    private static String at(SealedRecord record) {
        return record.content().text("at").orElse("");
    }

    private static Optional<Instant> moment(SealedRecord record) {
        try {
            return Optional.of(Instant.parse(at(record)));
        } catch (DateTimeParseException noTime) {
            return Optional.empty();
        }
    }

    /** The chains that were found so far, and what was read of them too early. */
    private final class Merge {
        private final Instant from;
        private final Instant to;
        private final Sink sink;
        private final Set<String> found = new HashSet<>();
        private final PriorityQueue<Chain> chains =
                new PriorityQueue<>(Comparator.comparing((Chain chain) -> chain.head, BY_TIME));
        private final PriorityQueue<SealedRecord> waiting = new PriorityQueue<>(BY_TIME);

        Merge(Instant from, Instant to, Sink sink) {
            this.from = from;
            this.to = to;
            this.sink = sink;
        }

        void run() throws IOException {
            LocalDate last = day(to).plusDays(1);
            for (LocalDate day = day(from); !day.isAfter(last); day = day.plusDays(1)) {
                open(day);
                // What was recorded before this day was entered under it at the latest.
                takeBefore(SortableTime.text(day.atStartOfDay(ZoneOffset.UTC).toInstant()));
            }
            takeBefore(SortableTime.text(to));
            while (!waiting.isEmpty()) {
                sink.accept(waiting.remove());
            }
        }

        private void open(LocalDate day) {
            client
                    .queryPaginator(request -> request.tableName(table)
                            .keyConditionExpression("pk = :pk")
                            .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS("WRITERS#" + day)))
                            .consistentRead(true))
                    .items()
                    .stream()
                    .map(item -> item.get("sk").s())
                    .filter(found::add)
                    .forEach(writer -> new Chain(writer, items(writer)).next().ifPresent(chains::add));
        }

        private void takeBefore(String end) throws IOException {
            while (!chains.isEmpty() && at(chains.peek().head).compareTo(end) < 0) {
                Chain earliest = chains.remove();
                SealedRecord record = earliest.head;
                waiting.add(record);
                earliest.next().ifPresent(chains::add);
                Optional<Instant> now = moment(record);
                if (now.isPresent()) {
                    giveBefore(SortableTime.text(now.get().minus(DISORDER)));
                }
            }
        }

        private void giveBefore(String end) throws IOException {
            while (!waiting.isEmpty() && at(waiting.peek()).compareTo(end) < 0) {
                sink.accept(waiting.remove());
            }
        }

        /** A page of them at a time. */
        private Iterator<Map<String, AttributeValue>> items(String writer) {
            return client.queryPaginator(request -> request.tableName(table)
                            .keyConditionExpression("pk = :pk")
                            .filterExpression("#at >= :from AND #at < :to")
                            .expressionAttributeNames(Map.of("#at", "at"))
                            .expressionAttributeValues(Map.of(
                                    ":pk", AttributeValue.fromS(AuditItems.partition(writer)),
                                    ":from", AttributeValue.fromS(SortableTime.text(from)),
                                    ":to", AttributeValue.fromS(SortableTime.text(to))))
                            .limit(PAGE)
                            .consistentRead(true))
                    .items()
                    .iterator();
        }

        private static LocalDate day(Instant moment) {
            return LocalDate.ofInstant(moment, ZoneOffset.UTC);
        }
    }

    /** One writer's records of the period, in the order of their places. */
    private static final class Chain {
        private final String writer;
        private final Iterator<Map<String, AttributeValue>> items;
        private SealedRecord head;

        Chain(String writer, Iterator<Map<String, AttributeValue>> items) {
            this.writer = writer;
            this.items = items;
        }

        /** This chain with its next record, if it has one. */
        Optional<Chain> next() {
            if (!items.hasNext()) {
                return Optional.empty();
            }
            Map<String, AttributeValue> item = items.next();
            Json.Obj members = Items.object(item);
            head = new SealedRecord(
                    writer,
                    AuditItems.seq(item),
                    AuditItems.content(members),
                    members.text("hash").orElse(""));
            return Optional.of(this);
        }
    }
}
