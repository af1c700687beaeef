package dev.tollgate.core.export;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.ReasonCode;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.SealedRecord;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * What kind of event a record tells of.
 *
 * @param operation what was called
 */
record EventKind(Activity activity, Disposition disposition, Severity severity, String operation) {
    private static final Set<String> FAILURES = Set.of(
            ReasonCode.BUDGET_EXCEEDED.word(),
            ReasonCode.POLICY_ERROR.word(),
            ReasonCode.AUDIT_UNAVAILABLE.word(),
            ReasonCode.STORE_UNAVAILABLE.word());

    /** What of security records tells of somebody who was refused; the others tell of what was seen. */
    private static final Set<String> REFUSALS = Set.of(
            "outside_scope",
            "foreign_decision",
            "second_outcome",
            "approval_refused",
            "audit_refused",
            "journal_forged",
            "journal_conflict",
            "observed_refused",
            "observed_conflict",
            "unknown_key",
            "wrong_secret",
            "expired_key",
            "revoked_key",
            "rotated_key");

    /** Of those, what no writer can have done. */
    private static final Set<String> TAMPERING = Set.of(
            "chain_broken",
            "audit_gap",
            "audit_broken",
            "audit_altered",
            "audit_misplaced",
            "audit_tampered",
            "audit_unreadable");

    static EventKind of(SealedRecord record) {
        Json.Obj content = record.content();
        return kind(record).map(kind -> of(kind, content)).orElseGet(() -> unknown(record.kind()));
    }

    /** Empty for a kind that this version does not know. */
    static Optional<Draft.Kind> kind(SealedRecord record) {
        return Arrays.stream(Draft.Kind.values())
                .filter(kind -> kind.word().equals(record.kind()))
                .findFirst();
    }

    /** Whether what was asked for could not be judged at all. */
    static boolean isFailure(Json.Obj content) {
        return content.text("reason").filter(FAILURES::contains).isPresent();
    }

    private static EventKind unknown(String kind) {
        return new EventKind(
                Activity.UNKNOWN, Disposition.UNKNOWN, Severity.UNKNOWN, kind.isEmpty() ? "unknown" : kind);
    }

    private static EventKind of(Draft.Kind kind, Json.Obj content) {
        return switch (kind) {
            case OPEN -> logged(Activity.other("Open"), "open");
            case DECISION -> decision(content);
            case SEARCH -> logged(Activity.READ, "search " + word(content, "search"));
            case REDACTION -> redaction(content);
            case APPROVAL -> approval(content);
            case SECURITY -> security(content);
            case ADMIN -> logged(ofAct(word(content, "act")), word(content, "act"));
            case JOURNAL -> journal(content);
            case OBSERVED -> logged(Activity.other("Observe"), "observed call");
            case READ -> logged(Activity.READ, word(content, "act"));
        };
    }

    private static EventKind logged(Activity activity, String operation) {
        return new EventKind(activity, Disposition.LOGGED, Severity.INFORMATIONAL, operation);
    }

    private static EventKind decision(Json.Obj content) {
        Activity activity = Activity.other("Evaluate");
        String operation = word(content, "action");
        return switch (word(content, "effect")) {
            case "allow" -> new EventKind(activity, Disposition.ALLOWED, Severity.INFORMATIONAL, operation);
            case "throttle" -> new EventKind(activity, throttled(content), Severity.LOW, operation);
            case "deny" -> new EventKind(activity, denied(content), Severity.MEDIUM, operation);
            default -> new EventKind(activity, Disposition.UNKNOWN, Severity.UNKNOWN, operation);
        };
    }

    /** A call that a place in the future is kept for is delayed; any other is blocked until it is asked again. */
    private static Disposition throttled(Json.Obj content) {
        boolean isHeld = content.object("reservation")
                .flatMap(reservation -> reservation.text("use"))
                .filter("held"::equals)
                .isPresent();
        return isHeld ? Disposition.DELAYED : Disposition.BLOCKED;
    }

    private static Disposition denied(Json.Obj content) {
        return isFailure(content) ? Disposition.ERROR : Disposition.UNAUTHORIZED;
    }

    private static EventKind redaction(Json.Obj content) {
        Activity activity = Activity.other("Redact");
        String operation = word(content, "action");
        return switch (word(content, "redaction")) {
            case "passed" -> new EventKind(activity, Disposition.ALLOWED, Severity.INFORMATIONAL, operation);
            case "redacted", "truncated" -> new EventKind(activity, Disposition.CORRECTED, Severity.LOW, operation);
            case "blocked" ->
                new EventKind(
                        activity,
                        isFailure(content) ? Disposition.ERROR : Disposition.BLOCKED,
                        Severity.MEDIUM,
                        operation);
            default -> new EventKind(activity, Disposition.UNKNOWN, Severity.UNKNOWN, operation);
        };
    }

    private static EventKind approval(Json.Obj content) {
        String act = word(content, "act");
        Disposition disposition = switch (act) {
            case "approve" -> Disposition.APPROVED;
            case "deny" -> Disposition.REJECTED;
            case "take_back" -> Disposition.ACCESS_REVOKED;
            default -> Disposition.LOGGED;
        };
        return new EventKind(Activity.other("Approve"), disposition, Severity.INFORMATIONAL, "approval " + act);
    }

    private static EventKind security(Json.Obj content) {
        String event = word(content, "event");
        return new EventKind(
                Activity.other("Detect"),
                REFUSALS.contains(event) ? Disposition.REJECTED : Disposition.DETECTED,
                TAMPERING.contains(event) ? Severity.HIGH : Severity.MEDIUM,
                content.text("action").orElse(event));
    }

    private static EventKind journal(Json.Obj content) {
        boolean isViolation = content.text("violation").isPresent();
        return new EventKind(
                Activity.other("Report"),
                isViolation ? Disposition.DETECTED : Disposition.LOGGED,
                isViolation ? Severity.MEDIUM : Severity.INFORMATIONAL,
                word(content, "action"));
    }

    private static Activity ofAct(String act) {
        return switch (act) {
            case "agent.create", "key.create", "hook.register", "bundle.publish" -> Activity.CREATE;
            case "audit.export", "audit.exported" -> Activity.READ;
            default -> Activity.UPDATE;
        };
    }

    private static String word(Json.Obj content, String name) {
        return content.text(name).orElse("unknown");
    }
}
