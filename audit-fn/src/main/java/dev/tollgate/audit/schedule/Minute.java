package dev.tollgate.audit.schedule;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.seal.SigningException;
import java.time.Duration;
import java.util.Optional;

/** What is done each minute: first seal, then archive, which must never keep anything from being sealed. */
final class Minute {
    private static final Duration FOR_THE_ARCHIVE = Duration.ofSeconds(15);

    private final Opening opening;
    private final Archiving archiving;
    private Optional<Sealer> sealer = Optional.empty();

    /** @param opening is asked until it gives a sealer, for whoever has the key may be away for a while */
    Minute(Opening opening, Archiving archiving) {
        this.opening = opening;
        this.archiving = archiving;
    }

    /** Makes a sealer. */
    @FunctionalInterface
    interface Opening {
        Sealer open() throws SigningException;
    }

    /** @return what was done, for whoever looks at the function's answer */
    Json.Obj run(Deadline deadline) throws StoreException, SigningException, ForeignCheckpointException {
        Sealer.Run run = new Sealer.Run(0, 0, false);
        int archived;
        try {
            run = sealer().seal(deadline.keeping(FOR_THE_ARCHIVE));
        } finally {
            archived = archiving.run(deadline);
        }
        return Json.object()
                .put("checkpoints", run.checkpoints())
                .put("records", run.records())
                .put("all", Json.of(run.isAll()))
                .put("archived", archived)
                .build();
    }

    private synchronized Sealer sealer() throws SigningException {
        if (sealer.isEmpty()) {
            sealer = Optional.of(opening.open());
        }
        return sealer.get();
    }
}
