package dev.tollgate.audit.schedule;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.archive.Archive;
import dev.tollgate.core.seal.CheckpointStore;
import dev.tollgate.core.seal.SealStore;
import dev.tollgate.core.seal.SealStore.Mark;
import dev.tollgate.core.seal.SealedCheckpoint;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jboss.logging.Logger;

/** Puts checkpoints into the archive, in their order. What it does not take is tried again by the next run. */
final class Archiving {
    private static final Logger LOG = Logger.getLogger(Archiving.class);
    private static final int AT_A_TIME = 20;
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu/MM/dd", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Archive archive;
    private final CheckpointStore checkpoints;
    private final SealStore store;

    Archiving(Archive archive, CheckpointStore checkpoints, SealStore store) {
        this.archive = archive;
        this.checkpoints = checkpoints;
        this.store = store;
    }

    /** @return how many were put */
    int run(Deadline deadline) {
        int put = 0;
        try {
            long next = store.mark(Mark.ARCHIVE, deadline).orElse(0);
            List<SealedCheckpoint> left = checkpoints.from(next, AT_A_TIME, deadline);
            while (!left.isEmpty()) {
                for (SealedCheckpoint sealed : left) {
                    put(sealed, deadline);
                    put++;
                    next = sealed.number() + 1;
                    store.mark(Mark.ARCHIVE, next, deadline);
                }
                left = checkpoints.from(next, AT_A_TIME, deadline);
            }
        } catch (StoreException later) {
            LOG.warnf("checkpoints are archived later: %s", later.getMessage());
        }
        return put;
    }

    private void put(SealedCheckpoint sealed, Deadline deadline) throws StoreException {
        String name = "checkpoints/" + DAY.format(sealed.manifest().at()) + "/" + "%012d".formatted(sealed.number());
        archive.put(name + ".json", sealed.manifest().bytes(), deadline);
        archive.put(name + ".note", sealed.note().whole().getBytes(StandardCharsets.UTF_8), deadline);
    }
}
