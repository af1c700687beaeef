package dev.tollgate.core.journal;

import dev.tollgate.core.SortableTime;
import dev.tollgate.core.agent.Agent;
import dev.tollgate.core.authzen.Question;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.policy.Call;
import dev.tollgate.core.policy.Vocabulary;
import dev.tollgate.core.record.Pseudonyms;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What records say of journals. A word stands there as it is when it is one of the bundle's or the registry's; whatever
 * only the hook says becomes a pseudonym.
 */
public final class JournalRecord {
    /** A hook that was cut off for longer is a reason to look. */
    private static final Duration OLDEST = Duration.ofDays(7);

    private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(5);

    private final Pseudonyms pseudonyms;
    private final Vocabulary vocabulary;
    private final Bundle bundle;
    private final String digest;
    private final Json caller;

    /**
     * @param digest the bundle's
     * @param caller who handed the journal in, as records say it
     */
    public JournalRecord(Pseudonyms pseudonyms, Vocabulary vocabulary, Bundle bundle, String digest, Json caller) {
        this.pseudonyms = pseudonyms;
        this.vocabulary = vocabulary;
        this.bundle = bundle;
        this.digest = digest;
        this.caller = caller;
    }

    /** What a hook must not have done. */
    private enum Violation {
        AGENT_UNKNOWN("agent_unknown"),
        UNKNOWN_TOOL("unknown_tool"),
        MUST_NOT_GO_ON("must_not_go_on");

        private final String word;

        Violation(String word) {
            this.word = word;
        }
    }

    /**
     * An entry that was received.
     *
     * @param agent what the registry says, when the subject is an agent
     */
    public Json.Obj ofEntry(String hook, JournalEntry entry, Optional<Agent> agent, Instant received) {
        JournalledCall call = entry.call();
        var members = place(hook, entry);
        members.put("late", Json.of(true))
                .put("hook_at", SortableTime.text(call.at()))
                .put("entry", entry.hash())
                .put("why", JournalledCall.WHY);
        call(members, call, agent);
        call.argumentsDigest().ifPresent(said -> members.put("args_said", pseudonyms.of("arguments digest", said)));
        call.lastDecisionId().ifPresent(said -> members.put("last_decision", pseudonyms.of("decision", said)));
        Optional<Violation> violation = violation(call, agent);
        members.put("goes_on", Json.of(violation.isEmpty()));
        members.put("violation", violation.map(each -> each.word));
        if (agent.map(Agent::status).filter(Agent.Status.SUSPENDED::equals).isPresent()) {
            members.put("suspended", Json.of(true));
        }
        if (!isPlausible(call.at(), received)) {
            members.put("implausible_time", Json.of(true));
        }
        return members.put("bundle", digest).put("caller", caller).build();
    }

    private static boolean isPlausible(Instant at, Instant received) {
        return !at.isBefore(received.minus(OLDEST)) && !at.isAfter(received.plus(CLOCK_DIFFERENCE));
    }

    /** When the agent saw what the call returned: as the hook says, if that can be, and never in the future. */
    public static Instant seenAt(JournalledCall call, Instant received) {
        return isPlausible(call.at(), received) && call.at().isBefore(received) ? call.at() : received;
    }

    /** What is to be looked at, when a hook let something through that it must not have. */
    public Optional<Json.Obj> ofViolation(String hook, JournalEntry entry, Optional<Agent> agent) {
        return violation(entry.call(), agent).map(violation -> {
            var members = Json.object().put("event", "journal_violation").put("violation", violation.word);
            place(hook, entry).build().members().forEach(members::put);
            call(members, entry.call(), agent);
            return members.put("bundle", digest).put("caller", caller).build();
        });
    }

    /** A call that is not in the scope of the hook or of the caller. */
    public Json.Obj ofScopeViolation(String hook, JournalEntry entry) {
        var members = Json.object().put("event", "outside_scope");
        place(hook, entry).build().members().forEach(members::put);
        call(members, entry.call(), Optional.empty());
        return members.put("caller", caller).build();
    }

    /** A journal that nobody signed who may. */
    public Json.Obj ofForgery(String hook, boolean isRegistered) {
        return Json.object()
                .put("event", "journal_forged")
                .put("hook", isRegistered ? hook : pseudonyms.of("hook", hook))
                .put("caller", caller)
                .build();
    }

    /** An entry in whose place another stands, or whose past is another. */
    public Json.Obj ofConflict(String hook, JournalEntry entry) {
        return Json.object()
                .put("event", "journal_conflict")
                .put("hook", hook)
                .put("hook_seq", entry.seq())
                .put("entry", entry.hash())
                .put("caller", caller)
                .build();
    }

    private static Json.Members place(String hook, JournalEntry entry) {
        return Json.object().put("hook", hook).put("hook_seq", entry.seq());
    }

    /** By the bundle of this moment: what the hook was told, only the decision's record knows. */
    private Optional<Violation> violation(JournalledCall call, Optional<Agent> agent) {
        if (call.question().agentId().isPresent() && agent.isEmpty()) {
            return Optional.of(Violation.AGENT_UNKNOWN);
        }
        Optional<Call.Tool> tool = tool(call);
        if (tool.isEmpty()) {
            return Optional.of(Violation.UNKNOWN_TOOL);
        }
        return tool.get().entry().goesOnWithoutAnswer() ? Optional.empty() : Optional.of(Violation.MUST_NOT_GO_ON);
    }

    private Optional<Call.Tool> tool(JournalledCall call) {
        return call.resourceType().equals("tool")
                ? call.server().flatMap(server -> bundle.tool(server, call.resourceId()))
                : Optional.empty();
    }

    private void call(Json.Members members, JournalledCall call, Optional<Agent> agent) {
        Question question = call.question();
        if (agent.isPresent()) {
            members.put("agent", agent.get().id());
            members.put("owner", pseudonyms.of("person", agent.get().owner()));
        } else {
            members.put("subject_type", known("word", question.subjectType()));
            boolean isSaidToBeAgent = question.subjectType().equals("agent");
            members.put("subject", pseudonyms.of(isSaidToBeAgent ? "agent" : "person", question.subjectId()));
        }
        members.put("action", known("word", call.action()));
        Optional<Call.Tool> tool = tool(call);
        if (tool.isPresent()) {
            members.put("server", tool.get().server());
            members.put("tool", known("tool", tool.get().name()));
        } else {
            members.put("resource_type", known("word", call.resourceType()));
            members.put("resource", pseudonyms.of("resource", call.resourceId()));
        }
        call.sessionId().ifPresent(id -> members.put("session", pseudonyms.of("session", id)));
        call.traceId().ifPresent(id -> members.put("trace", pseudonyms.of("trace", id)));
    }

    private String known(String what, String word) {
        return vocabulary.knows(word) ? word : pseudonyms.of(what, word);
    }
}
