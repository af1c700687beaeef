package dev.tollgate.audit.schedule;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.metric.Metric;
import dev.tollgate.core.metric.MetricLog;
import dev.tollgate.core.seal.CheckpointStore;
import dev.tollgate.core.seal.SealState;
import dev.tollgate.core.seal.SealStore;
import dev.tollgate.core.seal.SealedCheckpoint;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Says how old the last checkpoint is, after each run, also one that has failed. It says nothing before the first one, and
 * when it cannot read: the alarm takes silence for bad news.
 */
final class CheckpointAge {
    private static final Logger LOG = Logger.getLogger(CheckpointAge.class);

    private final SealStore store;
    private final CheckpointStore checkpoints;
    private final MetricLog metrics;
    private final InstantSource clock;

    CheckpointAge(SealStore store, CheckpointStore checkpoints, MetricLog metrics, InstantSource clock) {
        this.store = store;
        this.checkpoints = checkpoints;
        this.metrics = metrics;
        this.clock = clock;
    }

    void tell(Deadline deadline) {
        try {
            Optional<SealState> state = store.state(Set.of(), deadline);
            Optional<SealedCheckpoint> last = state.isEmpty()
                    ? Optional.empty()
                    : checkpoints.find(state.get().next() - 1, deadline);
            if (last.isPresent()) {
                Instant now = clock.instant();
                Duration age = Duration.between(last.get().manifest().at(), now);
                metrics.write(
                        now, List.of(Metric.of("CheckpointAge", Metric.Unit.SECONDS, Math.max(0, age.toSeconds()))));
            }
        } catch (StoreException unavailable) {
            LOG.warnf("the age of the last checkpoint is not known: %s", unavailable.getMessage());
        }
    }
}
