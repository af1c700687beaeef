package dev.tollgate.local.stream;

import dev.tollgate.local.Console;
import dev.tollgate.local.template.EventSource;
import dev.tollgate.local.template.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamResponse;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Feeds one table's stream to one function: a reader for each shard, a child only when its parent is read to the end. */
public final class StreamPoller implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final Duration AFTER_ERROR = Duration.ofSeconds(1);

    private final EventSource source;
    private final String streamArn;
    private final DynamoDbStreamsClient client;
    private final RecordFilter filter;
    private final BatchDelivery delivery;
    private final Checkpoints checkpoints;
    private final Console console;
    private final Map<String, Thread> readers = new ConcurrentHashMap<>();
    private final Thread shards;

    private StreamPoller(
            EventSource source,
            String streamArn,
            DynamoDbStreamsClient client,
            BatchDelivery delivery,
            Checkpoints checkpoints,
            Console console) {
        this.source = source;
        this.streamArn = streamArn;
        this.client = client;
        this.filter = new RecordFilter(source);
        this.delivery = delivery;
        this.checkpoints = checkpoints;
        this.console = console;
        this.shards = Thread.ofVirtual().name("shards-" + source.id()).unstarted(this::followShards);
    }

    static StreamPoller start(
            EventSource source,
            String streamArn,
            DynamoDbStreamsClient client,
            BatchDelivery delivery,
            Checkpoints checkpoints,
            Console console) {
        var poller = new StreamPoller(source, streamArn, client, delivery, checkpoints, console);
        poller.shards.start();
        return poller;
    }

    static String streamOf(Table table, DynamoDbClient tables) {
        return tables.describeTable(request -> request.tableName(table.name()))
                .table()
                .latestStreamArn();
    }

    private void followShards() {
        // Only what was there before the very first start can be skipped by LATEST.
        boolean skipsOld = source.startingPosition().equals("LATEST") && checkpoints.isNew();
        ShardIteratorType first = skipsOld ? ShardIteratorType.LATEST : ShardIteratorType.TRIM_HORIZON;
        while (!Thread.currentThread().isInterrupted()) {
            try {
                List<Shard> present = list();
                startReaders(present, first);
                first = ShardIteratorType.TRIM_HORIZON;
                checkpoints.keepOnly(present.stream().map(Shard::shardId).collect(Collectors.toSet()));
                Thread.sleep(BETWEEN_LOOKS);
            } catch (InterruptedException closing) {
                return;
            } catch (SdkException failed) {
                report(failed);
            }
        }
    }

    private List<Shard> list() {
        var found = new ArrayList<Shard>();
        String after = null;
        do {
            String last = after;
            DescribeStreamResponse response = client.describeStream(
                    request -> request.streamArn(streamArn).exclusiveStartShardId(last));
            found.addAll(response.streamDescription().shards());
            after = response.streamDescription().lastEvaluatedShardId();
        } while (after != null);
        return found;
    }

    private void startReaders(List<Shard> present, ShardIteratorType first) {
        var ids = present.stream().map(Shard::shardId).collect(Collectors.toSet());
        for (Shard shard : present) {
            String id = shard.shardId();
            boolean parentRead = !ids.contains(shard.parentShardId()) || checkpoints.isDone(shard.parentShardId());
            boolean closed = shard.sequenceNumberRange().endingSequenceNumber() != null;
            if (first == ShardIteratorType.LATEST && closed) {
                checkpoints.done(id);
            }
            if (parentRead && !checkpoints.isDone(id) && !readers.containsKey(id)) {
                readers.put(id, Thread.ofVirtual().name("shard-" + id).start(() -> read(id, first)));
            }
        }
    }

    private void read(String shard, ShardIteratorType first) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                new ShardReader(streamArn, shard, source, client, filter, delivery, checkpoints).readToEnd(first);
                return;
            } catch (InterruptedException closing) {
                return;
            } catch (SdkException failed) {
                report(failed);
            }
        }
    }

    private void report(SdkException failed) {
        if (Thread.currentThread().isInterrupted()) {
            return;
        }
        console.line("[" + source.id() + "] -- cannot read the stream: " + failed.getMessage());
        try {
            Thread.sleep(AFTER_ERROR);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops at once; a batch under way is delivered again at the next start. */
    @Override
    public void close() {
        shards.interrupt();
        readers.values().forEach(Thread::interrupt);
        try {
            shards.join(Duration.ofSeconds(2));
            for (Thread reader : readers.values()) {
                reader.join(Duration.ofSeconds(2));
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        client.close();
    }
}
