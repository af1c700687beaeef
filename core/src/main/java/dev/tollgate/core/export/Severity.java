package dev.tollgate.core.export;

import dev.tollgate.core.json.Json;

/** OCSF's severities, as far as records need them. */
enum Severity {
    UNKNOWN(0, "Unknown"),
    INFORMATIONAL(1, "Informational"),
    LOW(2, "Low"),
    MEDIUM(3, "Medium"),
    HIGH(4, "High");

    private final int id;
    private final String caption;

    Severity(int id, String caption) {
        this.id = id;
        this.caption = caption;
    }

    void describe(Json.Members event) {
        event.put("severity_id", id).put("severity", caption);
    }
}
