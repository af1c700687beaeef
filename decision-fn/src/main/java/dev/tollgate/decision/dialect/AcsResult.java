package dev.tollgate.decision.dialect;

import dev.tollgate.core.HmacSha256;
import dev.tollgate.core.answer.BlockReason;
import dev.tollgate.core.authzen.ApprovalMark;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.policy.Obligation;
import dev.tollgate.core.redact.Redacted;
import dev.tollgate.decision.dialect.Decisions.Asker;
import dev.tollgate.decision.dialect.Decisions.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** A decision as ACS 0.1 says it (sections 6 and 10). */
final class AcsResult {
    static final String VERSION = "0.1.0";

    private final AcsEnvelope envelope;
    private final Json.Members members = Json.object();

    private AcsResult(AcsEnvelope envelope, String decision) {
        this.envelope = envelope;
        members.put("type", "final")
                .put("acs_version", VERSION)
                .put("request_id", envelope.requestId())
                .put("decision", decision);
    }

    static AcsResult allow(AcsEnvelope envelope) {
        return new AcsResult(envelope, "allow");
    }

    static AcsResult deny(AcsEnvelope envelope, String reasoning, String code) {
        var result = new AcsResult(envelope, "deny");
        result.members.put("reasoning", reasoning).put("reason_codes", Json.texts(List.of(code)));
        return result;
    }

    static AcsResult of(AcsEnvelope envelope, Ruling ruling, Instant now) {
        var result = new AcsResult(envelope, decision(ruling));
        result.members
                .put("reasoning", ruling.text())
                .put(
                        "reason_codes",
                        Json.texts(List.of(ruling.decision().reason().code().word())));
        ruling.decision()
                .reason()
                .policy()
                .ifPresent(policy -> result.members.put(
                        "policy_references",
                        new Json.Arr(List.of(Json.object()
                                .put("policy_id", policy)
                                .put("rule_id", ruling.decision().reason().rule())
                                .build()))));
        ruling.decision()
                .retryAfter()
                .ifPresent(wait -> result.members.put(
                        "policy_data",
                        Json.object().put("retry_after_ms", wait.toMillis()).build()));
        if (ruling.allows()) {
            changes(ruling)
                    .ifPresent(changes -> result.members.put(
                            "modifications",
                            Json.object().put("parameter_overrides", changes).build()));
        }
        if (ruling.waitsForApproval()) {
            result.members.put(
                    "defer_details", deferred(ruling.decision().taken().approval(), now));
        }
        return result;
    }

    /** What is left of an answer. Whatever cannot be told as a change is held back. */
    static AcsResult of(AcsEnvelope envelope, Seen seen, AcsOutputs outputs) {
        Redacted redacted = seen.redacted();
        return switch (redacted.action()) {
            case PASSED -> result(envelope, "allow", "The answer is passed on as it is.", "passed", seen);
            case REDACTED, TRUNCATED -> {
                String code = redacted.action().word();
                try {
                    yield result(envelope, "modify", "The answer is passed on in part.", code, seen)
                            .with("modifications", outputs.modifications(redacted.result()));
                } catch (JsonException unreadable) {
                    yield result(envelope, "deny", "This answer was held back.", "internal", seen);
                }
            }
            case BLOCKED ->
                result(
                        envelope,
                        "deny",
                        "This answer was held back.",
                        BlockReason.wordOf(redacted).orElse("blocked"),
                        seen);
        };
    }

    private static AcsResult result(AcsEnvelope envelope, String decision, String text, String code, Seen seen) {
        String record = seen.recordId().map(id -> ", record " + id).orElse("");
        var result = new AcsResult(envelope, decision);
        result.members
                .put("reasoning", "Tollgate: " + text + " (" + code + record + ")")
                .put("reason_codes", Json.texts(List.of(code)));
        return result;
    }

    /** An approver is asked by us and not by the agent, so that it is a verdict that is not reached yet. */
    private static String decision(Ruling ruling) {
        if (ruling.waitsForApproval()
                && expiry(ruling.decision().taken().approval()).isPresent()) {
            return "defer";
        }
        if (!ruling.allows()) {
            return "deny";
        }
        return changes(ruling).isPresent() ? "modify" : "allow";
    }

    private static Optional<Json.Obj> changes(Ruling ruling) {
        return ruling.decision().obligations().stream()
                .filter(obligation -> obligation.type().equals(Obligation.REWRITE_ARGUMENTS))
                .findFirst()
                .flatMap(obligation -> obligation.properties().object("set"));
    }

    private static Json deferred(ApprovalMark approval, Instant now) {
        long left = expiry(approval)
                .map(expires -> Math.max(0, Duration.between(now, expires).toMillis()))
                .orElse(0L);
        return Json.object()
                .put("reason", "pending_dependency")
                .put("resolution_method", "retry")
                .put("resolution_timeout_ms", left)
                .put("timeout_decision", "deny")
                .build();
    }

    private static Optional<Instant> expiry(ApprovalMark approval) {
        return switch (approval) {
            case ApprovalMark.Awaited awaited -> Optional.of(awaited.expires());
            case ApprovalMark.Lost lost -> expiry(lost.now());
            case ApprovalMark.None none -> Optional.empty();
            case ApprovalMark.Declined declined -> Optional.empty();
            case ApprovalMark.Used used -> Optional.empty();
        };
    }

    AcsResult with(String name, Json value) {
        members.put(name, value);
        return this;
    }

    AcsResult chained(Optional<String> head) {
        members.put("chain_hash", head);
        return this;
    }

    Json.Obj unsigned() {
        return Json.object()
                .put("jsonrpc", "2.0")
                .put("id", envelope.id())
                .put("result", members.build())
                .build();
    }

    Json.Obj signed(Asker asker) throws AcsException {
        Json.Obj unsigned = unsigned();
        byte[] key = HkdfSha256.key(asker.secret(), envelope.sessionId());
        String value = Base64.getEncoder().encodeToString(HmacSha256.of(key, AcsEnvelope.signedBytes(unsigned)));
        members.put(
                AcsEnvelope.SIGNATURE,
                Json.object()
                        .put("algorithm", AcsEnvelope.ALGORITHM)
                        .put("value", value)
                        .put("key_id", asker.keyId())
                        .build());
        return AcsEnvelope.with(unsigned, "result", members.build());
    }
}
