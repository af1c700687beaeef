package dev.tollgate.decision;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Call;
import dev.tollgate.core.policy.HistoryReads;
import dev.tollgate.core.policy.Situation;
import dev.tollgate.core.posture.Postures;
import dev.tollgate.decision.Reception.Visit;
import java.time.Instant;

/** Finds out what a decision depends on beside its call and the bundle. */
final class Situations {
    private final Postures postures;

    Situations(Postures postures) {
        this.postures = postures;
    }

    /** @throws StoreException when something that counts cannot be read */
    Situation of(Call call, Visit visit, Instant now, Deadline deadline) throws StoreException {
        return Situation.at(now)
                .withLogin(visit.caller().acr())
                .in(postures.of(call, now, deadline))
                .withHistory(history(call, visit, now, deadline));
    }

    private static Json.Obj history(Call call, Visit visit, Instant now, Deadline deadline) throws StoreException {
        HistoryReads reads = visit.loaded().engine().historyOf(call);
        return reads.isNothing() ? Json.Obj.EMPTY : visit.history().of(call, reads, now, deadline);
    }
}
