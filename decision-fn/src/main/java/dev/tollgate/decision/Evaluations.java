package dev.tollgate.decision;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.agent.Caller;
import dev.tollgate.core.agent.Credentials;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.Problem;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.BundleException;
import dev.tollgate.core.policy.ReasonCode;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.Writer;
import dev.tollgate.decision.ActiveBundle.Loaded;
import dev.tollgate.decision.Answers.Answer;
import dev.tollgate.decision.BatchRequest.Item;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Answers the questions of one request: who asks, may they, what is decided, is it recorded. */
final class Evaluations {
    private static final Logger LOG = Logger.getLogger(Evaluations.class);

    /** Whatever limits take of the time, the record must still have a try. */
    private static final Duration TIME_TO_RECORD = Duration.ofMillis(500);

    private final Credentials credentials;
    private final ActiveBundle bundle;
    private final TenantPseudonyms pseudonyms;
    private final DecisionFlow flow;
    private final Writer writer;
    private final InstantSource clock;

    Evaluations(
            Credentials credentials,
            ActiveBundle bundle,
            TenantPseudonyms pseudonyms,
            DecisionFlow flow,
            Writer writer,
            InstantSource clock) {
        this.credentials = credentials;
        this.bundle = bundle;
        this.pseudonyms = pseudonyms;
        this.flow = flow;
        this.writer = writer;
        this.clock = clock;
    }

    Answers answer(HttpRequest request, BatchRequest batch, Deadline deadline) throws ProblemException {
        Instant arrived = clock.instant();
        try {
            Caller caller = credentials
                    .callerOf(request, deadline)
                    .orElseThrow(() -> new ProblemException(Problem.unauthorized()));
            Loaded loaded = loaded(deadline);
            var records =
                    new DecisionRecord(pseudonyms.get(deadline), loaded.vocabulary(), caller, request.sourceAddress());
            List<Entry> entries = entries(batch, new Session(caller, loaded, records, arrived, deadline));
            return recorded(entries, loaded, deadline).endedBy(batch.semantic());
        } catch (StoreException unavailable) {
            LOG.warnf("request %s: %s", request.gatewayRequestId(), unavailable.getMessage());
            return unavailable(batch).endedBy(batch.semantic());
        }
    }

    private Loaded loaded(Deadline deadline) throws StoreException, ProblemException {
        try {
            return bundle.current(deadline)
                    .orElseThrow(() -> new ProblemException(Problem.unavailable("No bundle is published yet.")));
        } catch (BundleException unusable) {
            LOG.error(unusable.getMessage());
            throw new ProblemException(Problem.unavailable("The active bundle cannot be used."));
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

    private List<Entry> entries(BatchRequest batch, Session session) {
        var entries = new ArrayList<Entry>();
        for (Item item : batch.items()) {
            Optional<Integer> place = batch.items().size() > 1 ? Optional.of(entries.size()) : Optional.empty();
            Entry entry = switch (item) {
                case Item.Unanswerable(Problem problem) -> new Entry(new Answer.Failed(problem), Optional.empty());
                case Item.Question(EvaluationRequest request) -> session.entry(Question.of(request), place);
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

    /** One request, after its caller is known. */
    private final class Session {
        private final Caller caller;
        private final Loaded loaded;
        private final DecisionRecord records;
        private final Instant arrived;
        private final Deadline deadline;

        Session(Caller caller, Loaded loaded, DecisionRecord records, Instant arrived, Deadline deadline) {
            this.caller = caller;
            this.loaded = loaded;
            this.records = records;
            this.arrived = arrived;
            this.deadline = deadline;
        }

        Entry entry(Question question, Optional<Integer> place) {
            if (!question.mayBeAskedBy(caller)) {
                var problem = Problem.forbidden("This key may not ask about this subject or this server.");
                return new Entry(
                        new Answer.Failed(problem),
                        Optional.of(
                                draft(Draft.Kind.SECURITY, records.ofScopeViolation(question, place, tookMicros()))));
            }
            DecisionFlow.Decided decided = flow.decide(question, loaded, deadline.keeping(TIME_TO_RECORD));
            return new Entry(
                    new Answer.Given(question.request(), shown(decided.decision())),
                    Optional.of(draft(
                            Draft.Kind.DECISION, records.ofDecision(decided, loaded.digest(), place, tookMicros()))));
        }

        /** How a decision came about is for enforcers; an agent could learn from it what to try next. */
        private Decision shown(Decision decision) {
            return caller.role() == AccessKey.Role.ENFORCER ? decision : decision.withoutTrace();
        }

        private Draft draft(Draft.Kind kind, Json.Obj members) {
            Instant now = clock.instant();
            return new Draft(
                    kind, now, now.plus(loaded.engine().bundle().settings().retention()), members);
        }

        private long tookMicros() {
            return ChronoUnit.MICROS.between(arrived, clock.instant());
        }
    }
}
