package dev.tollgate.audit.stream;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.archive.Archive;
import dev.tollgate.core.metric.MetricLog;
import dev.tollgate.core.tamper.Alarms;
import dev.tollgate.core.tamper.ChainFollowing;
import dev.tollgate.core.tamper.ChainHead;
import dev.tollgate.core.tamper.ChainHeads;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** Takes the batches of the audit table's stream: watches the chains, archives the records, counts what they say. */
final class StreamConsumer {
    private static final Logger LOG = Logger.getLogger(StreamConsumer.class);
    private static final int FRAMES_TOLD = 8;

    /** For what is done when the records were looked at: the segment, the heads. */
    private static final Duration TIME_TO_END = Duration.ofSeconds(10);

    private final ChainHeads heads;
    private final ChainFollowing following;
    private final Alarms alarms;
    private final Optional<Archive> archive;
    private final MetricLog metrics;
    private final InstantSource clock;
    private final Attempts attempts = new Attempts();

    StreamConsumer(
            ChainHeads heads,
            ChainFollowing following,
            Alarms alarms,
            Optional<Archive> archive,
            MetricLog metrics,
            InstantSource clock) {
        this.heads = heads;
        this.following = following;
        this.alarms = alarms;
        this.archive = archive;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * What was done of a batch stays done when the rest is delivered again, and may be done again without harm.
     *
     * @return the sequence number of the first record that is to be delivered again; empty when none is
     */
    Optional<String> take(List<Delivered> delivered, Deadline deadline) {
        try {
            Map<String, ChainHead> known = heads.read(writers(delivered), deadline);
            var batch = new Batch(following, alarms, known);
            int done = takeEach(batch, delivered, deadline.keeping(TIME_TO_END));
            batch.end(deadline);
            if (archive.isPresent() && !batch.segment().isEmpty()) {
                byte[] content = batch.segment().content();
                archive.get().put(batch.segment().name(content), content, deadline);
            }
            // Last, so that nothing counts as seen that something is still to be done for.
            heads.write(batch.moved(), deadline);
            metrics.write(clock.instant(), batch.signals().metrics(clock.instant()));
            return done == delivered.size()
                    ? Optional.empty()
                    : Optional.of(delivered.get(done).sequenceNumber());
        } catch (StoreException unavailable) {
            LOG.warnf("%d records are to be delivered again: %s", delivered.size(), unavailable.getMessage());
            return Optional.of(delivered.getFirst().sequenceNumber());
        }
    }

    /** @return how many were done with before one could not be, or time was over */
    private int takeEach(Batch batch, List<Delivered> delivered, Deadline deadline) {
        for (int i = 0; i < delivered.size(); i++) {
            Delivered each = delivered.get(i);
            try {
                if (deadline.passed()) {
                    return i;
                }
                takeOne(batch, each, deadline);
            } catch (StoreException unavailable) {
                LOG.warnf("record %s is to be delivered again: %s", each.sequenceNumber(), unavailable.getMessage());
                return i;
            }
        }
        return delivered.size();
    }

    private void takeOne(Batch batch, Delivered each, Deadline deadline) throws StoreException {
        try {
            batch.take(each, deadline);
        } catch (UnreadableException unreadable) {
            batch.giveUp(each, unreadable.getMessage(), deadline);
        } catch (RuntimeException defect) {
            // Without its message, which may quote what was being read.
            LOG.errorf(
                    "record %s failed: %s at %s",
                    each.sequenceNumber(),
                    defect.getClass().getName(),
                    List.of(defect.getStackTrace()).stream().limit(FRAMES_TOLD).toList());
            if (!attempts.failed(each.eventId())) {
                throw new StoreException("a defect, " + defect.getClass().getSimpleName(), defect);
            }
            batch.giveUp(each, "a defect, " + defect.getClass().getSimpleName(), deadline);
        }
    }

    private static Set<String> writers(List<Delivered> delivered) {
        var writers = new HashSet<String>();
        for (Delivered each : delivered) {
            if (each instanceof Delivered.Change change && change.kind() == Delivered.Kind.INSERT) {
                change.place().record().ifPresent(record -> writers.add(record.writer()));
            }
        }
        return writers;
    }
}
