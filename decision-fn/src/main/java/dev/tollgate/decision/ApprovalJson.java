package dev.tollgate.decision;

import dev.tollgate.core.SortableTime;
import dev.tollgate.core.approval.Approval;
import dev.tollgate.core.approval.Approval.State;
import dev.tollgate.core.approval.AskedCall;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Rule;
import dev.tollgate.core.policy.Ruling;
import java.time.Instant;
import java.util.Optional;

/** Requests for approval as an approver sees them. */
final class ApprovalJson {
    private ApprovalJson() {}

    static Json.Obj brief(Approval approval, Rule rule, Ruling.Approve ruling, Instant now) {
        return members(approval, rule, ruling, now).build();
    }

    /** @param call empty when it is gone */
    static Json.Obj whole(Approval approval, Rule rule, Ruling.Approve ruling, Optional<Json.Obj> call, Instant now) {
        Json.Members members = members(approval, rule, ruling, now);
        call.ifPresent(shown -> members.put("call", shown));
        return members.build();
    }

    private static Json.Members members(Approval approval, Rule rule, Ruling.Approve ruling, Instant now) {
        AskedCall call = approval.call();
        var members = Json.object()
                .put("id", approval.id().text())
                .put("status", status(approval, now))
                .put(
                        "subject",
                        Json.object()
                                .put("type", call.subjectType())
                                .put("id", call.subjectId())
                                .build())
                .put("server", call.server())
                .put(
                        "resource",
                        Json.object()
                                .put("type", call.resourceType())
                                .put("id", call.resource())
                                .build())
                .put("policy", call.rule().policy())
                .put("rule", call.rule().rule())
                .put("reason", rule.reason())
                .put("asked_at", SortableTime.text(approval.asked()))
                .put("expires_at", SortableTime.text(approval.expires()));
        switch (approval.state()) {
            case State.Pending pending -> members.put("grant", grant(ruling.grant()));
            case State.Granted(int uses, int left, Instant until) ->
                members.put(
                        "granted",
                        Json.object()
                                .put("uses", uses)
                                .put("left", left)
                                .put("until", SortableTime.text(until))
                                .build());
            case State.Declined(Optional<String> reason) -> members.put("declined", reason);
        }
        return members;
    }

    private static Json grant(Ruling.Grant grant) {
        return Json.object()
                .put("uses", grant.uses())
                .put("within_s", grant.within().toSeconds())
                .build();
    }

    private static String status(Approval approval, Instant now) {
        return switch (approval.state()) {
            case State.Pending pending -> approval.isPendingAt(now) ? "pending" : "expired";
            case State.Granted granted -> "approved";
            case State.Declined declined -> "denied";
        };
    }
}
