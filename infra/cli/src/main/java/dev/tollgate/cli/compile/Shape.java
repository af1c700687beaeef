package dev.tollgate.cli.compile;

import java.util.List;

/** Every mapping of the policy language, with its fields: whatever else stands in one is refused. */
enum Shape {
    DOCUMENT("apiVersion", "kind", "metadata", "spec"),
    METADATA("name"),

    BUNDLE(
            List.of("max_age"),
            "mode",
            "default",
            "budget",
            "history",
            "retention",
            "retentions",
            "tightening",
            "reactions"),
    HISTORY("window"),
    RETENTIONS("decision", "search", "redaction", "approval", "security", "journal", "observed", "read"),
    TIGHTENING("after", "within", "factor"),
    REACTION("event", "count", "within", "do", "for"),

    SERVER("pin", "tools"),
    TOOL(
            "traits",
            "returns",
            "on_failure",
            "digest",
            "arguments",
            "output",
            "sql",
            "dialect",
            "unparsed_sql",
            "urls",
            "paths",
            "amounts"),
    /** Of arguments, or of what is answered. */
    SCHEMA("schema"),

    POLICY("mode", "target", "schedule", "rules", "limits", "exceptions"),
    TARGET("subjects", "actions", "tools", "resources", "prompts"),
    RULE("id", "effect", "when", "reason", "code", "redirect", "approvers", "grant", "acr", "obligations"),
    REDIRECT("server", "tool"),
    GRANT("uses", "within"),
    REDACT("type", "profile"),
    CAP_RESPONSE("type", "bytes", "rows", "depth"),
    REWRITE_ARGUMENTS("type", "set"),
    WARN("type", "message"),
    EXCEPTION("id", "subjects", "rules", "until", "reason", "approved_by"),

    LIMIT("mode", "rate", "burst", "per", "cost", "on_exceed", "max_delay", "on_failure", "target"),

    SCHEDULE("zone", "windows", "except"),
    WINDOW("days", "from", "to"),

    REDACTION("findings", "fields", "roles", "labels", "confidence", "injection", "cap", "blobs", "target"),
    REDACTED_FIELD("path", "name", "transform"),
    CAP("bytes", "rows", "depth"),
    MASK("keep_first", "keep_last"),
    PSEUDONYM("keep_format"),
    TRUNCATE("length"),
    /** Of the transforms that take nothing. */
    NO_PARAMETERS(),

    TEST("cases"),
    CASE("name", "at", "agent", "subject", "history", "posture", "request", "expect"),
    TEST_AGENT("id", "roles", "owner", "purpose", "properties"),
    TEST_SUBJECT("type", "id", "properties"),
    TEST_HISTORY("labels", "calls", "amounts", "first_use", "session", "trace"),
    TEST_CALLS("labels", "calls", "amounts", "first_use"),
    REQUEST("tool", "arguments", "definition_digest", "action", "resource", "context"),
    TEST_RESOURCE("type", "id", "properties"),
    EXPECTATION("effect", "reason", "policy", "rule", "obligations", "would_be");

    private final List<String> later;
    private final List<String> fields;

    Shape(String... fields) {
        this(List.of(), fields);
    }

    Shape(List<String> later, String... fields) {
        this.later = later;
        this.fields = List.of(fields);
    }

    List<String> fields() {
        return fields;
    }

    /** Fields that the policy language has, and this version does not do yet. */
    List<String> later() {
        return later;
    }
}
