package dev.tollgate.decision;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.RequestMark;
import dev.tollgate.core.SideBySide;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.authzen.Decision;
import dev.tollgate.core.authzen.EvaluationRequest;
import dev.tollgate.core.authzen.Question;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.Problem;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.ReasonCode;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.NoPersonalKeyException;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.Writer;
import dev.tollgate.decision.Answers.Answer;
import dev.tollgate.decision.BatchRequest.Item;
import dev.tollgate.decision.Reception.Visit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Answers the questions of one request: who asks, may they, what is decided, is it recorded. */
final class Evaluations {
    private static final Logger LOG = Logger.getLogger(Evaluations.class);

    private final Reception reception;
    private final ReadAhead ahead;
    private final DecisionFlow flow;
    private final PlanFlow plans;
    private final DenialTally denials;
    private final Writer writer;
    private final GrantedRecords records;
    private final Duration timeToRecord;

    /** @param timeToRecord is kept free for the record, whatever reads and limits would like to have of the time */
    Evaluations(
            Reception reception,
            ReadAhead ahead,
            DecisionFlow flow,
            PlanFlow plans,
            DenialTally denials,
            Writer writer,
            GrantedRecords records,
            Duration timeToRecord) {
        this.reception = reception;
        this.ahead = ahead;
        this.flow = flow;
        this.plans = plans;
        this.denials = denials;
        this.writer = writer;
        this.records = records;
        this.timeToRecord = timeToRecord;
    }

    Answers answer(HttpRequest request, BatchRequest batch, Deadline deadline) throws ProblemException {
        try {
            return answer(reception.receive(request, deadline), batch, Trail.NONE, deadline);
        } catch (StoreException | NoPersonalKeyException unavailable) {
            LOG.warnf("request %s: %s", request.gatewayRequestId(), unavailable.getMessage());
            return unavailable(batch).endedBy(batch.semantic());
        }
    }

    /** The same when it is known who asks. */
    Answers answer(Visit visit, BatchRequest batch, Trail trail, Deadline deadline) throws ProblemException {
        ahead.of(agents(batch, visit), deadline.keeping(timeToRecord));
        Worked worked = switch (batch) {
            case BatchRequest.Batch several -> oneByOne(several, visit, deadline);
            case BatchRequest.Plan plan -> together(plan, visit, deadline);
        };
        denials.count(worked.decided(), visit, deadline.keeping(timeToRecord));
        return recorded(worked, visit, trail, deadline).endedBy(batch.semantic());
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
        return new Answers(answers, Optional.empty(), "", Optional.empty());
    }

    /** Whom the questions are about that the caller may ask. */
    private static Stream<String> agents(BatchRequest batch, Visit visit) {
        return batch.items().stream()
                .flatMap(item -> item instanceof Item.Question(EvaluationRequest request)
                        ? Stream.of(Question.of(request))
                        : Stream.empty())
                .filter(question -> question.mayBeAskedBy(visit.caller()))
                .flatMap(question -> question.agentId().stream());
    }

    private Worked oneByOne(BatchRequest.Batch batch, Visit visit, Deadline deadline) {
        var entries = new ArrayList<Entry>();
        for (Item item : batch.items()) {
            Optional<Integer> place = batch.items().size() > 1 ? Optional.of(entries.size()) : Optional.empty();
            Entry entry = switch (admitted(item, place, visit)) {
                case Admitted.No(Entry refused) -> refused;
                case Admitted.Yes(Question question) ->
                    entry(flow.decide(question, visit, deadline.keeping(timeToRecord)), place, visit);
            };
            entries.add(entry);
            if (batch.semantic().endsAt(entry.answer().allows())) {
                break;
            }
        }
        return new Worked(entries, Optional.empty());
    }

    private Worked together(BatchRequest.Plan plan, Visit visit, Deadline deadline) throws ProblemException {
        var admitted = new ArrayList<Admitted>();
        for (Item item : plan.items()) {
            admitted.add(admitted(item, Optional.of(admitted.size()), visit));
        }
        List<Question> steps = admitted.stream()
                .flatMap(each -> each instanceof Admitted.Yes(Question question) ? Stream.of(question) : Stream.empty())
                .toList();
        Deadline toDecide = deadline.keeping(timeToRecord);
        PlanFlow.Planned planned = steps.size() == admitted.size()
                ? plans.whole(steps, visit, toDecide)
                : plans.part(steps, visit, toDecide);
        var entries = new ArrayList<Entry>();
        Iterator<DecisionFlow.Decided> decided = planned.steps().iterator();
        for (Admitted each : admitted) {
            entries.add(
                    switch (each) {
                        case Admitted.No(Entry refused) -> refused;
                        case Admitted.Yes yes -> entry(decided.next(), Optional.of(entries.size()), visit);
                    });
        }
        return new Worked(entries, planned.booked());
    }

    /** Writes the records and what the calls add to history, then lets the answers go. */
    private Answers recorded(Worked worked, Visit visit, Trail trail, Deadline deadline) {
        String bundle = visit.loaded().digest();
        if (worked.entries().stream().allMatch(entry -> entry.draft().isEmpty())) {
            return new Answers(worked.answers(), Optional.empty(), bundle, Optional.empty());
        }
        try {
            Kept kept = keep(worked.entries(), visit, deadline);
            List<SealedRecord> written = kept.recorded().records();
            List<Answer> answers =
                    kept.recorded().items().stream().map(Entry::answer).toList();
            String first = written.getFirst().id();
            RequestMark.decided(first);
            if (kept.isHistoryKept() && isLeft(trail, written.getFirst(), deadline)) {
                return new Answers(answers, Optional.of(first), bundle, worked.booked());
            }
            withdraw(written, visit, deadline);
            return new Answers(
                    answers.stream().map(Evaluations::withoutHistory).toList(),
                    Optional.of(first),
                    bundle,
                    Optional.empty());
        } catch (StoreException unavailable) {
            LOG.warnf("no record was written: %s", unavailable.getMessage());
            return new Answers(
                    worked.answers().stream().map(Evaluations::unrecorded).toList(),
                    Optional.empty(),
                    bundle,
                    Optional.empty());
        }
    }

    private static boolean isLeft(Trail trail, SealedRecord record, Deadline deadline) {
        try {
            trail.leave(record, deadline);
            return true;
        } catch (StoreException unavailable) {
            LOG.warnf("what leads back to a decision was not kept: %s", unavailable.getMessage());
            return false;
        }
    }

    private record Kept(GrantedRecords.Recorded<Entry> recorded, boolean isHistoryKept) {}

    /** @throws StoreException when the records are not known to be durable */
    private Kept keep(List<Entry> entries, Visit visit, Deadline deadline) throws StoreException {
        var recorded = new AtomicReference<GrantedRecords.Recorded<Entry>>();
        var isHistoryKept = new AtomicBoolean(true);
        var works = new ArrayList<SideBySide.Work>();
        works.add(() -> recorded.set(
                records.append(entries, (entry, decided) -> entry(decided, entry.place(), visit), visit, deadline)));
        if (visit.history().hasAdditions()) {
            works.add(() -> {
                try {
                    visit.history().keep(deadline);
                } catch (StoreException unavailable) {
                    LOG.warnf("history was not kept: %s", unavailable.getMessage());
                    isHistoryKept.set(false);
                }
            });
        }
        SideBySide.run(works);
        return new Kept(recorded.get(), isHistoryKept.get());
    }

    /** Says in the log that what was recorded as allowed was answered with a no. */
    private void withdraw(List<SealedRecord> records, Visit visit, Deadline deadline) {
        List<Draft> withdrawals = records.stream()
                .filter(record -> record.content().text("effect").equals(Optional.of("allow")))
                .map(record -> visit.draft(Draft.Kind.DECISION, visit.records().ofWithdrawal(record)))
                .toList();
        try {
            writer.append(withdrawals, deadline);
        } catch (StoreException unavailable) {
            LOG.warnf("a withdrawal was not recorded: %s", unavailable.getMessage());
        }
    }

    private static Answer withoutHistory(Answer answer) {
        return answer.allows() && answer instanceof Answer.Given(EvaluationRequest request, Decision allowed)
                ? new Answer.Given(
                        request,
                        Decision.deny(
                                ReasonCode.STORE_UNAVAILABLE,
                                "What this call leaves behind could not be kept, so it is a no. Try again."))
                : answer;
    }

    private static Answer unrecorded(Answer answer) {
        return switch (answer) {
            case Answer.Given(EvaluationRequest request, Decision decision) ->
                new Answer.Given(request, decision.unrecorded());
            case Answer.Failed failed -> failed;
        };
    }

    /**
     * An answer, and what is to be recorded before anyone hears of it.
     *
     * @param decided what the answer tells of; empty when nothing was decided
     */
    private record Entry(
            Answer answer, Optional<Draft> draft, Optional<DecisionFlow.Decided> decided, Optional<Integer> place)
            implements GrantedRecords.Item {}

    private record Worked(List<Entry> entries, Optional<BookedPlan> booked) {
        List<DecisionFlow.Decided> decided() {
            return entries.stream().flatMap(entry -> entry.decided().stream()).toList();
        }

        List<Answer> answers() {
            return entries.stream().map(Entry::answer).toList();
        }
    }

    /** Whether an item can be decided, and the caller may ask it. */
    private sealed interface Admitted {
        record Yes(Question question) implements Admitted {}

        record No(Entry refused) implements Admitted {}
    }

    private static Admitted admitted(Item item, Optional<Integer> place, Visit visit) {
        return switch (item) {
            case Item.Unanswerable(Problem problem) ->
                new Admitted.No(
                        new Entry(new Answer.Failed(problem), Optional.empty(), Optional.empty(), Optional.empty()));
            case Item.Question(EvaluationRequest request) -> {
                Question question = Question.of(request);
                yield question.mayBeAskedBy(visit.caller())
                        ? new Admitted.Yes(question)
                        : new Admitted.No(outsideScope(question, place, visit));
            }
        };
    }

    private static Entry outsideScope(Question question, Optional<Integer> place, Visit visit) {
        var problem = Problem.forbidden("This key may not ask about this subject or this server.");
        Json.Obj violation = visit.records().ofScopeViolation(question, place, visit.tookMicros());
        return new Entry(
                new Answer.Failed(problem),
                Optional.of(visit.draft(Draft.Kind.SECURITY, violation)),
                Optional.empty(),
                place);
    }

    private static Entry entry(DecisionFlow.Decided decided, Optional<Integer> place, Visit visit) {
        Json.Obj members = visit.records().ofDecision(decided, visit.loaded().digest(), place, visit.tookMicros());
        return new Entry(
                new Answer.Given(decided.question().request(), shown(decided.decision(), visit)),
                Optional.of(visit.draft(Draft.Kind.DECISION, members)),
                Optional.of(decided),
                place);
    }

    /** How a decision came about is for enforcers; an agent could learn from it what to try next. */
    private static Decision shown(Decision decision, Visit visit) {
        return visit.caller().role() == AccessKey.Role.ENFORCER ? decision : decision.withoutTrace();
    }
}
