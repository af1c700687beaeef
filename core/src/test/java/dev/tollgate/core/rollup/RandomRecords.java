package dev.tollgate.core.rollup;

import dev.tollgate.core.SortableTime;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.SealedRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** Records such as functions write, of few agents and tools, so that many have something in common. */
public final class RandomRecords {
    private final Random random;
    private int written;

    public RandomRecords(Random random) {
        this.random = random;
    }

    public SealedRecord at(Instant at) {
        Draft.Kind kind = one(List.of(
                Draft.Kind.DECISION,
                Draft.Kind.DECISION,
                Draft.Kind.REDACTION,
                Draft.Kind.SECURITY,
                Draft.Kind.ADMIN,
                Draft.Kind.JOURNAL,
                Draft.Kind.OBSERVED));
        Json.Members members = Json.object();
        if (random.nextInt(10) > 0) {
            members.put("agent", one(List.of("bot", "clerk", "crawler")));
        }
        members.put("server", one(List.of("crm", "mail")))
                .put("tool", one(List.of("read", "send", "p.dqpOzEcKgUtIRA83joQZmQ")));
        switch (kind) {
            case DECISION -> decision(members);
            case REDACTION -> redaction(members);
            case SECURITY -> members.put("event", one(List.of("denials", "wrong_secret")));
            case ADMIN -> members.put("act", "posture.set").put("reason", "p." + random.nextInt());
            case JOURNAL -> {
                if (random.nextBoolean()) {
                    members.put("violation", "unknown_tool");
                }
            }
            case OBSERVED -> {
                members.put("called_at", SortableTime.text(at));
                if (random.nextBoolean()) {
                    members.put("decision", "w-1");
                }
            }
            case OPEN, SEARCH, APPROVAL, READ -> throw new IllegalStateException();
        }
        members.put("took_us", random.nextInt(1 << random.nextInt(1, 22)));
        return SealedRecords.first("w" + written++, new Draft(kind, at, at.plus(Duration.ofDays(90)), members.build()));
    }

    private void decision(Json.Members members) {
        members.put("effect", one(List.of("allow", "allow", "deny", "throttle")))
                .put("reason", one(List.of("policy", "default_deny", "store_unavailable")));
        switch (random.nextInt(8)) {
            case 0 -> members.put("preflight", Json.of(true));
            case 1 -> members.put("withdraws", "w-1");
            case 2 -> members.put("obligations", Json.texts(List.of("redact")));
            case 3 ->
                members.put("would_be", Json.object().put("effect", "deny").build());
            default -> members.put("labels", Json.texts(List.of("sensitive")));
        }
    }

    private void redaction(Json.Members members) {
        members.put("redaction", one(List.of("passed", "redacted", "blocked")))
                .put("bytes_in", random.nextInt(5_000))
                .put("bytes_out", random.nextInt(5_000));
        if (random.nextBoolean()) {
            members.put("decision", "w-1");
        }
        if (random.nextInt(5) == 0) {
            members.put("repeats", "w-2");
        }
        if (random.nextBoolean()) {
            members.put(
                    "findings",
                    new Json.Arr(
                            List.of(finding("EMAIL", random.nextInt(1, 9)), finding("IBAN", random.nextInt(1, 3)))));
            members.put("labels", Json.texts(List.of("personal_data", "secrets")));
        }
    }

    private static Json finding(String type, int count) {
        return Json.object()
                .put("type", type)
                .put("action", "redact")
                .put("count", count)
                .build();
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
