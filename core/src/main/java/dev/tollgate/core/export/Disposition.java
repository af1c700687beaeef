package dev.tollgate.core.export;

import dev.tollgate.core.json.Json;

/** What became of a call, in the words of OCSF's profile {@code security_control}. */
enum Disposition {
    UNKNOWN(Action.UNKNOWN, 0, "Unknown"),
    ALLOWED(Action.ALLOWED, 1, "Allowed"),
    BLOCKED(Action.DENIED, 2, "Blocked"),
    APPROVED(Action.ALLOWED, 8, "Approved"),
    CORRECTED(Action.MODIFIED, 11, "Corrected"),
    DELAYED(Action.MODIFIED, 14, "Delayed"),
    DETECTED(Action.OBSERVED, 15, "Detected"),
    LOGGED(Action.OBSERVED, 17, "Logged"),
    ACCESS_REVOKED(Action.DENIED, 24, "Access Revoked"),
    REJECTED(Action.DENIED, 25, "Rejected"),
    UNAUTHORIZED(Action.DENIED, 26, "Unauthorized"),
    ERROR(Action.DENIED, 27, "Error");

    private final Action action;
    private final int id;
    private final String caption;

    Disposition(Action action, int id, String caption) {
        this.action = action;
        this.id = id;
        this.caption = caption;
    }

    private enum Action {
        UNKNOWN(0, "Unknown"),
        ALLOWED(1, "Allowed"),
        DENIED(2, "Denied"),
        OBSERVED(3, "Observed"),
        MODIFIED(4, "Modified");

        private final int id;
        private final String caption;

        Action(int id, String caption) {
            this.id = id;
            this.caption = caption;
        }
    }

    void describe(Json.Members event) {
        event.put("action_id", action.id)
                .put("action", action.caption)
                .put("disposition_id", id)
                .put("disposition", caption);
    }
}
