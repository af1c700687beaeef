package dev.tollgate.decision.dialect;

import dev.tollgate.core.json.Json;

/** Ends a request of ACS with an error. */
final class AcsException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Json.Obj error;

    AcsException(AcsError code, String message, Json.Obj data) {
        super(message, null, false, false);
        this.error = code.toJson(message, data);
    }

    Json.Obj error() {
        return error;
    }
}
