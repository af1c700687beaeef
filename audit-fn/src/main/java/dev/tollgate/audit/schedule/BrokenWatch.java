package dev.tollgate.audit.schedule;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.ChainCheck.Finding;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.Writer;
import dev.tollgate.core.seal.BrokenChain;
import dev.tollgate.core.seal.BrokenChains;
import dev.tollgate.core.seal.SealState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Tells of broken chains: each by one line in the log and one record. Only of what a later run finds too: records that
 * are written together become visible one after the other, which may look like a gap for a moment.
 */
final class BrokenWatch {
    /** So many are remembered. */
    static final int MOST = 1_000;

    private static final Logger LOG = Logger.getLogger(BrokenWatch.class);
    private static final Duration LONGER_THAN_ANY_WRITE = Duration.ofSeconds(10);
    private static final Duration RETENTION = Duration.ofDays(400);

    private final BrokenChains store;
    private final Writer writer;
    private final InstantSource clock;

    BrokenWatch(BrokenChains store, Writer writer, InstantSource clock) {
        this.store = store;
        this.writer = writer;
        this.clock = clock;
    }

    /**
     * @param findings of this run, at most one of a writer
     * @param state how far chains are sealed now
     */
    void look(List<Finding> findings, SealState state, Deadline deadline) throws StoreException {
        Map<String, BrokenChain> known = new HashMap<>();
        for (BrokenChain broken : store.all(MOST, deadline)) {
            known.put(broken.writer(), broken);
            if (state.head(broken.writer()).seq() >= broken.finding().seq()) {
                LOG.infof("the chain of writer %s is whole again", broken.writer());
                store.forget(broken.writer(), deadline);
            }
        }
        for (Finding finding : findings) {
            BrokenChain broken = known.get(finding.writer());
            if (broken == null || !broken.finding().equals(finding)) {
                see(finding, known, deadline);
            } else if (!broken.isTold() && isOld(broken)) {
                tell(broken, deadline);
            }
        }
    }

    private void see(Finding finding, Map<String, BrokenChain> known, Deadline deadline) throws StoreException {
        if (known.size() < MOST || known.containsKey(finding.writer())) {
            var seen = new BrokenChain(finding, clock.instant(), false);
            store.see(seen, deadline);
            known.put(finding.writer(), seen);
        } else {
            LOG.errorf("more than %d chains are broken; that of writer %s is one", MOST, finding.writer());
        }
    }

    private boolean isOld(BrokenChain broken) {
        return !clock.instant().isBefore(broken.seen().plus(LONGER_THAN_ANY_WRITE));
    }

    private void tell(BrokenChain broken, Deadline deadline) throws StoreException {
        Finding finding = broken.finding();
        Instant now = clock.instant();
        Json.Obj members = Json.object()
                .put("event", "chain_broken")
                .put("chain", finding.writer())
                .put("seq", finding.seq())
                .put("problem", finding.problem())
                .build();
        var draft = new Draft(Draft.Kind.SECURITY, now, now.plus(RETENTION), members);
        boolean isFirst = writer.append(List.of(draft), (records, left) -> store.tell(broken, records, left), deadline)
                .isPresent();
        if (isFirst) {
            LOG.errorf(
                    "the chain of writer %s is broken at record %d: %s",
                    finding.writer(), finding.seq(), finding.problem());
        }
    }
}
