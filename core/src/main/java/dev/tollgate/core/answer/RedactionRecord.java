package dev.tollgate.core.answer;

import dev.tollgate.core.answer.Basis.Unmatched;
import dev.tollgate.core.answer.Submission.Claimed;
import dev.tollgate.core.answer.Submission.Outcome;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Call;
import dev.tollgate.core.reception.Arrival;
import dev.tollgate.core.record.Pseudonyms;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.redact.Redacted;
import java.util.List;
import java.util.Optional;

/**
 * What a record says of one answer: counts and types of what was found, never a value or a place. Who and what it is
 * about comes from the decision's record; what only the caller says becomes a pseudonym.
 */
public final class RedactionRecord {
    /** What the decision's record says of the call, and this one again, so that it can be found by the same. */
    private static final List<String> OF_THE_DECISION =
            List.of("agent", "owner", "user", "action", "server", "tool", "session", "trace", "hook");

    private final Arrival<Loaded> arrival;

    public RedactionRecord(Arrival<Loaded> arrival) {
        this.arrival = arrival;
    }

    /**
     * @param profiles by which it was redacted
     * @param repeats the record of the same outcome, which was sent once more
     */
    public Json.Obj of(
            Submission submission, Basis basis, List<String> profiles, Redacted redacted, Optional<String> repeats) {
        var members = Json.object();
        call(members, submission, basis);
        submission.outcome().ifPresent(outcome -> members.put("outcome", outcome(outcome)));
        members.put("profiles", Json.texts(profiles))
                .put("redaction", redacted.action().word())
                .put("reason", BlockReason.wordOf(redacted));
        if (!redacted.findings().isEmpty()) {
            members.put(
                    "findings",
                    new Json.Arr(redacted.findings().stream()
                            .map(RedactionRecord::finding)
                            .toList()));
        }
        if (!redacted.labels().isEmpty()) {
            members.put("labels", Json.texts(redacted.labels().stream().sorted().toList()));
        }
        members.put("bytes_in", bytesIn(submission))
                .put("bytes_out", redacted.result().length)
                .put("repeats", repeats);
        return ended(members);
    }

    /** Somebody named a decision that is not theirs. */
    public Json.Obj ofForeignDecision(Submission submission) {
        var members = Json.object().put("event", "foreign_decision");
        submission
                .decisionId()
                .ifPresent(id -> members.put("decision", arrival.pseudonyms().of("decision", id)));
        return ended(members);
    }

    /** A decision that has its outcome was given another one. */
    public Json.Obj ofSecondOutcome(SealedRecord decision, String first) {
        var members = Json.object().put("event", "second_outcome").put("decision", decision.id());
        copy(members, decision.content());
        return ended(members.put("first", first));
    }

    public Json.Obj ofScopeViolation(Submission submission) {
        var members = Json.object().put("event", "outside_scope");
        claimed(members, submission.claimed());
        return ended(members);
    }

    private Json.Obj ended(Json.Members members) {
        return members.put("bundle", arrival.loaded().digest())
                .put("caller", arrival.callerOnRecord())
                .put("took_us", arrival.tookMicros())
                .build();
    }

    private void call(Json.Members members, Submission submission, Basis basis) {
        switch (basis) {
            case Basis.Matched matched -> {
                members.put("decision", matched.decision().id());
                copy(members, matched.decision().content());
            }
            case Unmatched unmatched -> {
                members.put("unmatched", unmatched.why().word());
                claimed(members, submission.claimed());
                unmatched.agent().ifPresent(agent -> {
                    members.put("agent", agent.id());
                    members.put("owner", arrival.pseudonyms().of("person", agent.owner()));
                });
                unmatched.tool().map(Call.Tool::server).ifPresent(server -> members.put("server", server));
            }
        }
    }

    private static void copy(Json.Members members, Json.Obj decision) {
        for (String name : OF_THE_DECISION) {
            decision.get(name).ifPresent(value -> members.put(name, value));
        }
    }

    private void claimed(Json.Members members, Claimed claimed) {
        Pseudonyms pseudonyms = arrival.pseudonyms();
        claimed.subject()
                .ifPresent(subject -> members.put(
                        "subject", pseudonyms.of(subject.type().equals("agent") ? "agent" : "person", subject.id())));
        claimed.resource()
                .ifPresent(resource -> members.put(
                        "tool",
                        arrival.loaded().vocabulary().knows(resource.id())
                                ? resource.id()
                                : pseudonyms.of("tool", resource.id())));
        claimed.sessionId().ifPresent(id -> members.put("session", pseudonyms.of("session", id)));
        claimed.traceId().ifPresent(id -> members.put("trace", pseudonyms.of("trace", id)));
    }

    private static Json outcome(Outcome outcome) {
        var members = Json.object().put("status", outcome.status());
        outcome.durationMs().ifPresent(millis -> members.put("duration_ms", millis));
        return members.build();
    }

    private static Json finding(Redacted.Count count) {
        return Json.object()
                .put("type", count.type())
                .put("action", count.action())
                .put("count", count.count())
                .build();
    }

    private static long bytesIn(Submission submission) {
        return submission.result() instanceof Submission.Result.Range(int from, int to)
                ? to - from
                : submission.body().length;
    }
}
