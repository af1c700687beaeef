package dev.tollgate.core.export;

import dev.tollgate.core.SortableTime;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.ReasonCode;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.SealedRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Records of every kind with the members that Tollgate's functions and its command give them, each there or not. */
final class AnyRecord {
    private static final List<String> WORDS =
            List.of("invoke", "crm", "search_contacts", "ünïcode", "a b", "=1+1", "", "x".repeat(200), "\"quoted\"\n");

    private final Random random;

    AnyRecord(Random random) {
        this.random = random;
    }

    SealedRecord of(Draft.Kind kind) {
        String writer = "01jd" + random.nextInt(1_000_000);
        long seq = kind == Draft.Kind.OPEN ? 0 : 1 + random.nextInt(1_000);
        var members = Json.object()
                .put("id", SealedRecord.id(writer, seq))
                .put("v", 1)
                .put("kind", kind.word())
                .put(
                        "at",
                        SortableTime.text(Instant.ofEpochSecond(
                                1_790_000_000L + random.nextInt(), random.nextInt(1_000_000_000))))
                .put("prev", seq == 0 ? SealedRecord.genesis(writer) : SealedRecord.genesis(writer + seq))
                .put("ttl", 1_800_000_000L);
        switch (kind) {
            case OPEN -> open(members);
            case DECISION -> decision(members);
            case SEARCH -> search(members);
            case REDACTION -> redaction(members);
            case APPROVAL -> approval(members);
            case SECURITY -> security(members);
            case ADMIN -> admin(members);
            case JOURNAL -> journal(members);
            case OBSERVED -> observed(members);
        }
        Json.Obj content = members.build();
        return new SealedRecord(writer, seq, content, SealedRecord.hashOf(content));
    }

    private void open(Json.Members members) {
        members.put("function", oneOf("tollgate-decision:7", "tollgate command"));
        maybe(members, "version", this::word);
        maybe(
                members,
                "after",
                () -> Json.object()
                        .put("writer", "01abc")
                        .put("seq", 4)
                        .put("hash", "00ff")
                        .put("unsure", 1)
                        .build());
    }

    private void decision(Json.Members members) {
        maybe(members, "withdraws", this::id);
        maybe(members, "item", this::number);
        call(members);
        maybe(members, "user", this::pseudonym);
        maybe(members, "args", this::word);
        members.put("effect", oneOf("allow", "throttle", "deny")).put("reason", reason());
        rule(members);
        maybe(members, "posture", () -> Json.of("read_only"));
        maybe(
                members,
                "limits",
                () -> new Json.Arr(List.of(Json.object()
                        .put("name", word())
                        .put("remaining", number())
                        .build())));
        maybe(
                members,
                "plan",
                () -> Json.object()
                        .put("id", id())
                        .put("step", 2)
                        .put("use", "used")
                        .build());
        maybe(
                members,
                "reservation",
                () -> Json.object()
                        .put("id", id())
                        .put("use", oneOf("held", "used", "not_used"))
                        .build());
        maybe(
                members,
                "approvals",
                () -> new Json.Arr(List.of(
                        Json.object().put("id", id()).put("use", "awaited").build())));
        maybe(members, "retry_after_ms", this::number);
        maybe(members, "obligations", this::words);
        maybe(members, "labels", this::words);
        maybe(members, "exceptions", this::words);
        maybe(
                members,
                "would_be",
                () -> Json.object()
                        .put("effect", "deny")
                        .put("reason", reason())
                        .build());
        ended(members);
    }

    private void search(Json.Members members) {
        members.put("search", oneOf("subject", "resource", "action"));
        call(members);
        members.put("results", number());
        ended(members);
    }

    private void redaction(Json.Members members) {
        maybe(members, "decision", this::id);
        maybe(members, "unmatched", this::word);
        call(members);
        maybe(
                members,
                "outcome",
                () -> Json.object()
                        .put("status", "ok")
                        .put("duration_ms", number())
                        .build());
        members.put("profiles", words()).put("redaction", oneOf("passed", "redacted", "truncated", "blocked"));
        maybe(members, "reason", this::reason);
        maybe(
                members,
                "findings",
                () -> new Json.Arr(List.of(Json.object()
                        .put("type", "email")
                        .put("action", "replace")
                        .put("count", 3)
                        .build())));
        maybe(members, "labels", this::words);
        members.put("bytes_in", number()).put("bytes_out", number());
        maybe(members, "repeats", this::id);
        ended(members);
    }

    private void approval(Json.Members members) {
        members.put("act", oneOf("approve", "deny", "take_back", "ask")).put("approval", id());
        call(members);
        members.put("call", word());
        rule(members);
        maybe(members, "by", this::pseudonym);
        maybe(members, "uses", this::number);
        ended(members);
    }

    private void security(Json.Members members) {
        members.put(
                "event",
                oneOf("outside_scope", "journal_forged", "reaction", "denials", "wrong_secret", "key_networks"));
        if (random.nextBoolean()) {
            call(members);
        }
        maybe(members, "decision", this::pseudonym);
        maybe(members, "count", this::number);
        maybe(members, "until", () -> Json.of("2026-11-27T10:00:00.000000Z"));
        if (random.nextBoolean()) {
            ended(members);
        }
    }

    private void admin(Json.Members members) {
        members.put("act", oneOf("agent.create", "key.revoke", "posture.set", "audit.exported", "bundle.publish"))
                .put("by", pseudonym());
        maybe(members, "agent", this::word);
        maybe(members, "owner", this::pseudonym);
        maybe(members, "roles", this::words);
        maybe(members, "bundle", this::word);
        maybe(members, "key", this::word);
        maybe(members, "server", this::word);
        maybe(members, "reason", this::pseudonym);
    }

    private void journal(Json.Members members) {
        members.put("hook", word())
                .put("hook_seq", number())
                .put("late", Json.of(true))
                .put("why", "no_answer");
        call(members);
        members.put("goes_on", Json.of(random.nextBoolean()));
        maybe(members, "violation", this::word);
        maybe(members, "last_decision", this::pseudonym);
        ended(members);
    }

    private void observed(Json.Members members) {
        members.put("source", word()).put("batch", pseudonym()).put("called_at", "2026-11-27T10:00:00.000000Z");
        maybe(members, "decision", this::id);
        call(members);
        maybe(members, "call", this::pseudonym);
        ended(members);
    }

    private void call(Json.Members members) {
        if (random.nextBoolean()) {
            members.put("agent", word()).put("owner", pseudonym());
        } else {
            maybe(members, "subject_type", this::word);
            members.put("subject", pseudonym());
        }
        maybe(members, "action", this::word);
        if (random.nextBoolean()) {
            maybe(members, "server", this::word);
            members.put("tool", word());
        } else {
            maybe(members, "resource_type", this::word);
            members.put("resource", pseudonym());
        }
        maybe(members, "session", this::pseudonym);
        maybe(members, "trace", this::pseudonym);
        maybe(members, "hook", this::word);
    }

    private void rule(Json.Members members) {
        maybe(members, "policy", this::word);
        maybe(members, "rule", this::word);
    }

    private void ended(Json.Members members) {
        maybe(members, "bundle", this::word);
        var caller = Json.object();
        maybe(caller, "key", this::word);
        caller.put("role", "enforcer").put("from", pseudonym());
        members.put("caller", caller.build()).put("took_us", number());
    }

    private void maybe(Json.Members members, String name, Supplier<Json> value) {
        if (random.nextBoolean()) {
            members.put(name, value.get());
        }
    }

    private Json word() {
        return Json.of(WORDS.get(random.nextInt(WORDS.size())));
    }

    private Json words() {
        var words = new ArrayList<Json>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            words.add(word());
        }
        return new Json.Arr(words);
    }

    private Json id() {
        return Json.of("01zz" + random.nextInt(1_000) + "-" + random.nextInt(100));
    }

    private Json pseudonym() {
        return Json.of("p." + Long.toString(random.nextLong() & Long.MAX_VALUE, 36));
    }

    private Json number() {
        return Json.of(random.nextInt(1_000_000));
    }

    private Json reason() {
        return Json.of(ReasonCode.values()[random.nextInt(ReasonCode.values().length)].word());
    }

    private String oneOf(String... words) {
        return words[random.nextInt(words.length)];
    }
}
