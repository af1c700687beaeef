package dev.tollgate.decision;

import dev.tollgate.core.SortableTime;
import dev.tollgate.core.json.Json;
import java.time.Instant;

/** What the caller of a booked plan is told. */
record BookedPlan(String id, Instant expires) {
    Json.Obj toJson() {
        return Json.object()
                .put("id", id)
                .put("expires_at", SortableTime.text(expires))
                .build();
    }
}
