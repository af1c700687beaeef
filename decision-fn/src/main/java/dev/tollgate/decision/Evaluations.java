package dev.tollgate.decision;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.Problem;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.ReasonCode;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.Writer;
import dev.tollgate.decision.ActiveBundle.Loaded;
import dev.tollgate.decision.Answers.Answer;
import dev.tollgate.decision.BatchRequest.Item;
import dev.tollgate.decision.Reception.Visit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Answers the questions of one request: who asks, may they, what is decided, is it recorded. */
final class Evaluations {
    private static final Logger LOG = Logger.getLogger(Evaluations.class);

    /** Whatever limits take of the time, the record must still have a try. */
    private static final Duration TIME_TO_RECORD = Duration.ofMillis(500);

    private final Reception reception;
    private final DecisionFlow flow;
    private final Writer writer;

    Evaluations(Reception reception, DecisionFlow flow, Writer writer) {
        this.reception = reception;
        this.flow = flow;
        this.writer = writer;
    }

    Answers answer(HttpRequest request, BatchRequest batch, Deadline deadline) throws ProblemException {
        try {
            Visit visit = reception.receive(request, deadline);
            List<Entry> entries = entries(batch, visit, deadline);
            return recorded(entries, visit.loaded(), deadline).endedBy(batch.semantic());
        } catch (StoreException unavailable) {
            LOG.warnf("request %s: %s", request.gatewayRequestId(), unavailable.getMessage());
            return unavailable(batch).endedBy(batch.semantic());
        }
    }

    /** Without the store nobody is known and nothing can be recorded: each question is a no, to whoever asks. */
    private static Answers unavailable(BatchRequest batch) {
        List<Answer> answers = batch.items().stream()
                .<Answer>map(item -> switch (item) {
                    case Item.Unanswerable(Problem problem) -> new Answer.Failed(problem);
                    case Item.Question(EvaluationRequest question) ->
                        new Answer.Given(
                                question,
                                Decision.deny(ReasonCode.STORE_UNAVAILABLE, "The store cannot be reached. Try again."));
                })
                .toList();
        return new Answers(answers, Optional.empty(), "");
    }

    private List<Entry> entries(BatchRequest batch, Visit visit, Deadline deadline) {
        var entries = new ArrayList<Entry>();
        for (Item item : batch.items()) {
            Optional<Integer> place = batch.items().size() > 1 ? Optional.of(entries.size()) : Optional.empty();
            Entry entry = switch (item) {
                case Item.Unanswerable(Problem problem) -> new Entry(new Answer.Failed(problem), Optional.empty());
                case Item.Question(EvaluationRequest request) -> entry(Question.of(request), place, visit, deadline);
            };
            entries.add(entry);
            if (batch.semantic().endsAt(entry.answer().allows())) {
                break;
            }
        }
        return entries;
    }

    /** Writes the records, then lets the answers go. */
    private Answers recorded(List<Entry> entries, Loaded loaded, Deadline deadline) {
        List<Draft> drafts =
                entries.stream().flatMap(entry -> entry.draft().stream()).toList();
        List<Answer> answers = entries.stream().map(Entry::answer).toList();
        if (drafts.isEmpty()) {
            return new Answers(answers, Optional.empty(), loaded.digest());
        }
        try {
            String first = writer.append(drafts, deadline).getFirst().id();
            return new Answers(answers, Optional.of(first), loaded.digest());
        } catch (StoreException unavailable) {
            LOG.warnf("no record was written: %s", unavailable.getMessage());
            return new Answers(
                    answers.stream().map(Evaluations::unrecorded).toList(), Optional.empty(), loaded.digest());
        }
    }

    private static Answer unrecorded(Answer answer) {
        return switch (answer) {
            case Answer.Given(EvaluationRequest request, Decision decision) ->
                new Answer.Given(request, decision.unrecorded());
            case Answer.Failed failed -> failed;
        };
    }

    /** An answer, and what is to be recorded before anyone hears of it. */
    private record Entry(Answer answer, Optional<Draft> draft) {}

    private Entry entry(Question question, Optional<Integer> place, Visit visit, Deadline deadline) {
        if (!question.mayBeAskedBy(visit.caller())) {
            var problem = Problem.forbidden("This key may not ask about this subject or this server.");
            Json.Obj violation = visit.records().ofScopeViolation(question, place, visit.tookMicros());
            return new Entry(new Answer.Failed(problem), Optional.of(visit.draft(Draft.Kind.SECURITY, violation)));
        }
        DecisionFlow.Decided decided = flow.decide(question, visit.loaded(), deadline.keeping(TIME_TO_RECORD));
        Json.Obj members = visit.records().ofDecision(decided, visit.loaded().digest(), place, visit.tookMicros());
        return new Entry(
                new Answer.Given(question.request(), shown(decided.decision(), visit)),
                Optional.of(visit.draft(Draft.Kind.DECISION, members)));
    }

    /** How a decision came about is for enforcers; an agent could learn from it what to try next. */
    private static Decision shown(Decision decision, Visit visit) {
        return visit.caller().role() == AccessKey.Role.ENFORCER ? decision : decision.withoutTrace();
    }
}
