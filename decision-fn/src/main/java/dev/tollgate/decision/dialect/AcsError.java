package dev.tollgate.decision.dialect;

import dev.tollgate.core.json.Json;

/** Why a request of ACS gets no decision: codes of JSON-RPC 2.0, and of ACS 0.1, section 17.1. */
enum AcsError {
    INVALID_REQUEST(-32_600),
    METHOD_NOT_FOUND(-32_601),
    INVALID_PARAMS(-32_602),
    INTERNAL_ERROR(-32_603),
    SESSION_REFUSED(-32_000),
    UNSUPPORTED_VERSION(-32_001),
    CAPABILITY_NOT_NEGOTIATED(-32_003),
    SIGNATURE_INVALID(-32_004),
    REPLAY_DETECTED(-32_005),
    TIMESTAMP_OUT_OF_WINDOW(-32_006),
    CHAIN_MISMATCH(-32_007);

    private final int code;

    AcsError(int code) {
        this.code = code;
    }

    AcsException because(String message) {
        return new AcsException(this, message, Json.Obj.EMPTY);
    }

    /** @param data what helps the other side */
    AcsException because(String message, Json.Obj data) {
        return new AcsException(this, message, data);
    }

    Json.Obj toJson(String message, Json.Obj data) {
        var told = Json.object().put("reason", name().toLowerCase(java.util.Locale.ROOT));
        data.members().forEach(told::put);
        return Json.object()
                .put("code", code)
                .put("message", message)
                .put("data", told.build())
                .build();
    }
}
