package dev.tollgate.core.answer;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.RequestMark;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.agent.Caller;
import dev.tollgate.core.answer.Outcomes.Recorded;
import dev.tollgate.core.answer.Submission.Entity;
import dev.tollgate.core.answer.Submission.Result;
import dev.tollgate.core.http.Problem;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.reception.Arrival;
import dev.tollgate.core.redact.AnswerRules;
import dev.tollgate.core.redact.PseudonymKeys;
import dev.tollgate.core.redact.Redacted;
import dev.tollgate.core.redact.Redactor;
import dev.tollgate.core.redact.Redactor.Detail;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Redacts one answer of a tool, when it is known who asks: which decision it belongs to, what applies, what is left, is it
 * recorded. Whatever fails, nothing leaves that was not looked at and recorded.
 */
public final class AnswerFlow {
    private static final Duration TIME_PER_MEGABYTE = Duration.ofMillis(500);
    private static final int MEGABYTE = 1024 * 1024;

    private final Bases bases;
    private final Redactor redactor;
    private final PseudonymKeys keys;
    private final AnswerHistory history;
    private final Outcomes outcomes;
    private final Consumer<String> problems;

    /** @param problems are told what went wrong, without a word of any answer */
    public AnswerFlow(
            Bases bases,
            Redactor redactor,
            PseudonymKeys keys,
            AnswerHistory history,
            Outcomes outcomes,
            Consumer<String> problems) {
        this.bases = bases;
        this.redactor = redactor;
        this.keys = keys;
        this.history = history;
        this.outcomes = outcomes;
        this.problems = problems;
    }

    /**
     * @throws StoreException when nothing was recorded and nothing may be given back
     * @throws ProblemException when the caller may not do this, or the call has its outcome
     */
    public <T> T answer(Submission submission, Arrival<Loaded> arrival, AnswerForm<T> form, Deadline deadline)
            throws StoreException, ProblemException {
        Deadline due = deadline.later(TIME_PER_MEGABYTE.multipliedBy(submission.body().length / MEGABYTE));
        checkScope(submission, arrival, due);
        Basis basis = bases.of(submission, arrival, due);
        if (basis instanceof Basis.Matched matched) {
            RequestMark.decided(matched.decision().id());
        }
        AnswerRules rules = arrival.loaded().profiles().of(basis);
        Redacted redacted = redacted(submission, rules, arrival.caller(), due);
        history.add(basis, submission, redacted.labels(), arrival, due);
        return recorded(submission, basis, rules.profileNames(), redacted, arrival, form, due);
    }

    private void checkScope(Submission submission, Arrival<Loaded> arrival, Deadline deadline)
            throws StoreException, ProblemException {
        Caller caller = arrival.caller();
        boolean hasRole = switch (caller.role()) {
            case AGENT, ENFORCER -> true;
            case APPROVER, AUDITOR -> false;
        };
        boolean isInScope = submission
                        .claimed()
                        .subject()
                        .map(subject -> mayActFor(caller, subject))
                        .orElse(true)
                && submission.claimed().server().map(caller::mayAskForServer).orElse(true);
        if (!hasRole || !isInScope) {
            outcomes.violation(submission, arrival, deadline);
            throw new ProblemException(Problem.forbidden("This key may not act for this subject or this server."));
        }
    }

    private static boolean mayActFor(Caller caller, Entity subject) {
        return caller.mayAskAbout(subject.type(), subject.id());
    }

    private Redacted redacted(Submission submission, AnswerRules rules, Caller caller, Deadline deadline)
            throws StoreException {
        return switch (submission.result()) {
            case Result.Refused(BlockReason reason) -> reason.result();
            case Result.Range(int from, int to) -> {
                try {
                    yield redactor.redact(
                            submission.body(), from, to, rules, keys.active(deadline), detail(submission, caller));
                } catch (JsonException unreadable) {
                    // It was read before, so this is ours.
                    problems.accept("a result was read once and not twice: " + unreadable.getMessage());
                    yield BlockReason.INTERNAL.result();
                }
            }
        };
    }

    /** Where things were found is for enforcers; an agent could learn from it what to ask next. */
    private static Detail detail(Submission submission, Caller caller) {
        return caller.role() == AccessKey.Role.ENFORCER ? submission.detail() : Detail.COUNTS;
    }

    /** Writes the record, then lets the answer go. */
    private <T> T recorded(
            Submission submission,
            Basis basis,
            List<String> profiles,
            Redacted redacted,
            Arrival<Loaded> arrival,
            AnswerForm<T> form,
            Deadline deadline)
            throws ProblemException {
        AnswerForm.Written<T> first = form.of(redacted);
        Redacted told = first.fits() ? redacted : BlockReason.ANSWER_TOO_LARGE.result();
        AnswerForm.Written<T> body = first.fits() ? first : form.of(told);
        try {
            var record = new RedactionRecord(arrival);
            Recorded recorded = outcomes.record(
                    basis,
                    submission,
                    repeats -> record.of(submission, basis, profiles, told, repeats),
                    arrival,
                    deadline);
            return switch (recorded) {
                case Recorded.Done(String recordId) -> body.closed(Optional.of(recordId));
                case Recorded.Conflict conflict ->
                    throw new ProblemException(Problem.conflict("This decision has its outcome already."));
            };
        } catch (StoreException unavailable) {
            problems.accept("no record was written: " + unavailable.getMessage());
            return form.blocked(BlockReason.AUDIT_UNAVAILABLE);
        }
    }
}
