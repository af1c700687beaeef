package dev.tollgate.decision;

import dev.tollgate.core.approval.Approval;
import dev.tollgate.core.approval.Approval.State;
import dev.tollgate.core.approval.Approver;
import dev.tollgate.core.approval.AskedCall;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Vocabulary;
import dev.tollgate.core.record.Pseudonyms;
import dev.tollgate.decision.Reception.Visit;
import java.time.Instant;

/** What a record says of an approver's act. An approver's own words do not stand there. */
final class ApprovalRecord {
    private final Visit visit;
    private final Pseudonyms pseudonyms;
    private final Vocabulary vocabulary;

    ApprovalRecord(Visit visit) {
        this.visit = visit;
        this.pseudonyms = visit.pseudonyms();
        this.vocabulary = visit.loaded().vocabulary();
    }

    Json.Obj ofDecision(Approval before, Approval after, Approver approver) {
        Json.Members members = Json.object().put("act", act(before, after));
        call(members, before, approver);
        if (after.state() instanceof State.Granted(int uses, int left, Instant until)) {
            members.put("uses", uses).put("until", until.getEpochSecond());
        }
        return ended(members.put("bundle", visit.loaded().digest()));
    }

    Json.Obj ofRefusal(Approval approval, Approver.Refusal why, Approver approver) {
        Json.Members members = Json.object().put("event", "approval_refused").put("why", why.word());
        call(members, approval, approver);
        return ended(members);
    }

    Json.Obj ofWrongRole() {
        return ended(Json.object().put("event", "approval_refused").put("why", "role"));
    }

    private static String act(Approval before, Approval after) {
        return switch (after.state()) {
            case State.Granted granted -> "approve";
            case State.Declined declined -> before.state() instanceof State.Granted ? "take_back" : "deny";
            case State.Pending pending -> "ask";
        };
    }

    private void call(Json.Members members, Approval approval, Approver approver) {
        AskedCall call = approval.call();
        members.put("approval", approval.id().text());
        if (call.isOfAgent()) {
            members.put("agent", call.subjectId());
        } else {
            members.put("subject_type", known("word", call.subjectType()))
                    .put("subject", pseudonyms.of("person", call.subjectId()));
        }
        call.server().ifPresent(server -> members.put("server", known("server", server)));
        members.put(call.resourceType().equals("tool") ? "tool" : "resource", known("tool", call.resource()))
                .put("call", call.digest())
                .put("policy", call.rule().policy())
                .put("rule", call.rule().rule());
        if (!approver.subject().id().isEmpty()) {
            members.put("by", pseudonyms.of("person", approver.subject().id()));
        }
    }

    private Json.Obj ended(Json.Members members) {
        return members.put("caller", visit.arrival().callerOnRecord())
                .put("took_us", visit.tookMicros())
                .build();
    }

    private String known(String what, String word) {
        return vocabulary.knows(word) ? word : pseudonyms.of(what, word);
    }
}
