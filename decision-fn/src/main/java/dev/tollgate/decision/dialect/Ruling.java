package dev.tollgate.decision.dialect;

import dev.tollgate.core.authzen.ApprovalMark;
import dev.tollgate.core.authzen.Decision;
import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Obligation;
import dev.tollgate.core.policy.ReasonCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * What the flow decided about one call.
 *
 * @param decisionId the id of its record; empty when there is none, and then it is no allow
 */
public record Ruling(Decision decision, Optional<String> decisionId) {

    public boolean allows() {
        return decision.allows();
    }

    /** The answer with the record's id, which no dialect has a member for. */
    HttpResponse named(HttpResponse response) {
        return decisionId.map(id -> response.with("tollgate-decision-id", id)).orElse(response);
    }

    public boolean waitsForApproval() {
        return decision.reason().code() == ReasonCode.APPROVAL_REQUIRED;
    }

    /**
     * All arguments to call with, where they are others than were sent.
     *
     * @param sent in the request
     */
    public Optional<Json.Obj> rewritten(Optional<Json.Obj> sent) {
        return decision.obligations().stream()
                .filter(obligation -> obligation.type().equals(Obligation.REWRITE_ARGUMENTS))
                .findFirst()
                .flatMap(obligation -> obligation.properties().object("set"))
                .map(changes -> {
                    var all = new LinkedHashMap<>(sent.orElse(Json.Obj.EMPTY).members());
                    all.putAll(changes.members());
                    return new Json.Obj(all);
                });
    }

    public List<String> warnings() {
        return decision.obligations().stream()
                .filter(obligation -> obligation.type().equals(Obligation.WARN))
                .flatMap(obligation -> obligation.properties().text("message").stream())
                .toList();
    }

    /** Why not, for the agent: it has no other place for what an answer of the decision API says in members. */
    public String text() {
        var text = new StringBuilder("Tollgate: ").append(decision.reason().message());
        decision.redirect()
                .ifPresent(to -> text.append(" Use the tool '")
                        .append(to.tool())
                        .append("' of '")
                        .append(to.server())
                        .append("' instead."));
        approval(decision.taken().approval())
                .ifPresent(id -> text.append(" The approval that is asked for has the id ")
                        .append(id)
                        .append('.'));
        text.append(" (").append(decision.reason().code().word());
        decision.retryAfter().ifPresent(wait -> text.append(", retry_after_ms ").append(wait.toMillis()));
        decisionId.ifPresent(id -> text.append(", decision ").append(id));
        return text.append(')').toString();
    }

    private static Optional<String> approval(ApprovalMark mark) {
        return switch (mark) {
            case ApprovalMark.Awaited awaited -> Optional.of(awaited.id());
            case ApprovalMark.Lost lost -> approval(lost.now());
            case ApprovalMark.None none -> Optional.empty();
            case ApprovalMark.Declined declined -> Optional.empty();
            case ApprovalMark.Used used -> Optional.empty();
        };
    }
}
