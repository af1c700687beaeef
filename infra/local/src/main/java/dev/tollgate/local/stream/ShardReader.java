package dev.tollgate.local.stream;

import dev.tollgate.local.runtime.FunctionPool;
import dev.tollgate.local.template.EventSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Reads one shard to its end, in order, a batch at a time. */
final class ShardReader {
    private static final Duration BETWEEN_POLLS = Duration.ofMillis(100);
    private static final int MOST_PER_POLL = 1_000;
    /** What stands around the records in an event. */
    private static final int ENVELOPE_BYTES = 100;

    private final String streamArn;
    private final String shard;
    private final EventSource source;
    private final DynamoDbStreamsClient client;
    private final RecordFilter filter;
    private final BatchDelivery delivery;
    private final Checkpoints checkpoints;
    private final StreamEvent events;

    private final List<StreamRecord> batch = new ArrayList<>();
    private int batchBytes = ENVELOPE_BYTES;
    private long batchSinceNanos;
    private String lastSeen = "";

    ShardReader(
            String streamArn,
            String shard,
            EventSource source,
            DynamoDbStreamsClient client,
            RecordFilter filter,
            BatchDelivery delivery,
            Checkpoints checkpoints) {
        this.streamArn = streamArn;
        this.shard = shard;
        this.source = source;
        this.client = client;
        this.filter = filter;
        this.delivery = delivery;
        this.checkpoints = checkpoints;
        this.events = new StreamEvent(streamArn);
    }

    /** @param first where to start when nothing of the shard was read before */
    void readToEnd(ShardIteratorType first) throws InterruptedException {
        checkpoints.begun(shard);
        String iterator = iterator(checkpoints.lastOf(shard), first);
        while (iterator != null) {
            GetRecordsResponse response;
            try {
                String current = iterator;
                response = client.getRecords(
                        request -> request.shardIterator(current).limit(Math.min(MOST_PER_POLL, source.batchSize())));
            } catch (ExpiredIteratorException | TrimmedDataAccessException stale) {
                iterator = iterator(lastPosition(), ShardIteratorType.TRIM_HORIZON);
                continue;
            }
            for (var record : response.records()) {
                add(events.record(record));
            }
            if (!batch.isEmpty() && windowIsOver()) {
                flush();
            }
            iterator = response.nextShardIterator();
            if (response.records().isEmpty() && iterator != null) {
                saveFilteredProgress();
                Thread.sleep(BETWEEN_POLLS);
            }
        }
        flush();
        checkpoints.done(shard);
    }

    private Optional<String> lastPosition() {
        return lastSeen.isEmpty() ? checkpoints.lastOf(shard) : Optional.of(lastSeen);
    }

    private String iterator(Optional<String> after, ShardIteratorType first) {
        try {
            return client.getShardIterator(request -> {
                        request.streamArn(streamArn).shardId(shard);
                        after.ifPresentOrElse(
                                number -> request.shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                                        .sequenceNumber(number),
                                () -> request.shardIteratorType(first));
                    })
                    .shardIterator();
        } catch (TrimmedDataAccessException tooLongAgo) {
            return client.getShardIterator(request -> request.streamArn(streamArn)
                            .shardId(shard)
                            .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                    .shardIterator();
        }
    }

    private void add(StreamRecord record) throws InterruptedException {
        lastSeen = record.sequenceNumber();
        if (!filter.letsThrough(record.event())) {
            return;
        }
        // UTF-8 has at most three bytes for a Java char.
        int bytes = 3 * record.text().length() + 1;
        if (batch.size() == source.batchSize() || batchBytes + bytes > FunctionPool.MAX_PAYLOAD_BYTES) {
            flush();
        }
        if (batch.isEmpty()) {
            batchSinceNanos = System.nanoTime();
        }
        batch.add(record);
        batchBytes += bytes;
        if (batch.size() == source.batchSize()) {
            flush();
        }
    }

    private boolean windowIsOver() {
        return System.nanoTime() - batchSinceNanos >= source.batchingWindow().toNanos();
    }

    private void flush() throws InterruptedException {
        if (batch.isEmpty()) {
            return;
        }
        delivery.deliver(List.copyOf(batch));
        checkpoints.reached(shard, batch.getLast().sequenceNumber());
        batch.clear();
        batchBytes = ENVELOPE_BYTES;
    }

    private void saveFilteredProgress() {
        if (batch.isEmpty() && !lastSeen.isEmpty() && !lastPositionSaved()) {
            checkpoints.reached(shard, lastSeen);
        }
    }

    private boolean lastPositionSaved() {
        return checkpoints.lastOf(shard).filter(lastSeen::equals).isPresent();
    }
}
