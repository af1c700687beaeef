package dev.tollgate.decision;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.agent.Caller;
import dev.tollgate.core.agent.SignedRequest;
import dev.tollgate.core.authzen.Decision;
import dev.tollgate.core.authzen.EvaluationReader;
import dev.tollgate.core.authzen.EvaluationRequest;
import dev.tollgate.core.hook.CallLink;
import dev.tollgate.core.hook.CallLinks;
import dev.tollgate.core.hook.CallName;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.Problem;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.ReasonCode;
import dev.tollgate.core.record.NoPersonalKeyException;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.decision.Answers.Answer;
import dev.tollgate.decision.Reception.Visit;
import dev.tollgate.decision.dialect.Asked;
import dev.tollgate.decision.dialect.Decisions;
import dev.tollgate.decision.dialect.Listed;
import dev.tollgate.decision.dialect.Returned;
import dev.tollgate.decision.dialect.Ruling;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Puts a dialect's question to the same flow as every other, and leaves for the event after the call what it needs. */
final class DialectDecisions implements Decisions {
    private static final Logger LOG = Logger.getLogger(DialectDecisions.class);
    private static final String AGENT_HEADER = "tollgate-agent";

    private final Reception reception;
    private final Evaluations evaluations;
    private final CallLinks links;
    private final DialectAnswers answers;
    private final DialectLists lists;
    private final EvaluationReader reader = new EvaluationReader();

    DialectDecisions(
            Reception reception, Evaluations evaluations, CallLinks links, DialectAnswers answers, DialectLists lists) {
        this.reception = reception;
        this.evaluations = evaluations;
        this.links = links;
        this.answers = answers;
        this.lists = lists;
    }

    @Override
    public Ruling decide(HttpRequest request, Asked asked, Deadline deadline) throws ProblemException {
        try {
            Visit visit = reception.receive(request, deadline);
            return decide(visit, asked, request.header(AGENT_HEADER), deadline);
        } catch (StoreException | NoPersonalKeyException unavailable) {
            return unavailable(request.gatewayRequestId(), unavailable);
        }
    }

    @Override
    public void list(HttpRequest request, Listed listed, Deadline deadline) throws ProblemException {
        try {
            Visit visit = reception.receive(request, deadline);
            String agent = agent(Optional.empty(), request.header(AGENT_HEADER), visit.caller());
            lists.leave(visit, listed, agent, deadline);
        } catch (StoreException | NoPersonalKeyException unavailable) {
            LOG.warnf("request %s: %s", request.gatewayRequestId(), unavailable.getMessage());
            throw new ProblemException(Problem.unavailable("The store cannot be reached. Try again."));
        }
    }

    @Override
    public Asker asker(HttpRequest request, SignedRequest signed, Deadline deadline) throws ProblemException {
        try {
            return new Signer(reception.receive(request, signed, deadline), signed.purpose());
        } catch (StoreException | NoPersonalKeyException unavailable) {
            LOG.warnf("request %s: %s", request.gatewayRequestId(), unavailable.getMessage());
            throw new ProblemException(Problem.unavailable("The store cannot be reached. Try again."));
        }
    }

    private final class Signer implements Asker {
        private final Visit visit;
        private final String purpose;

        Signer(Visit visit, String purpose) {
            this.visit = visit;
            this.purpose = purpose;
        }

        @Override
        public Ruling decide(Asked asked, Deadline deadline) throws ProblemException {
            return DialectDecisions.this.decide(visit, asked, Optional.empty(), deadline);
        }

        @Override
        public Seen redact(Returned returned, Deadline deadline) throws ProblemException {
            return answers.redact(visit.arrival(), returned, deadline);
        }

        @Override
        public String keyId() {
            return visit.caller().key().id();
        }

        @Override
        public byte[] secret() {
            return SignedRequest.secret(visit.caller().key().secretHash().orElseThrow(), purpose);
        }
    }

    private Ruling decide(Visit visit, Asked asked, Optional<String> named, Deadline deadline) throws ProblemException {
        EvaluationRequest question = question(asked, agent(asked.agent(), named, visit.caller()));
        Answers given;
        try {
            given = evaluations.answer(
                    visit,
                    BatchRequest.Batch.of(question),
                    (record, left) -> leave(asked, record, visit, left),
                    deadline);
        } catch (NoPersonalKeyException unavailable) {
            return unavailable(asked.hook(), unavailable);
        }
        return switch (given.answers().getFirst()) {
            case Answer.Given(EvaluationRequest asking, Decision decision) -> new Ruling(decision, given.recordId());
            case Answer.Failed(Problem problem) -> throw new ProblemException(problem);
        };
    }

    private static Ruling unavailable(String request, Exception cause) {
        LOG.warnf("request %s: %s", request, cause.getMessage());
        Decision no = Decision.deny(ReasonCode.STORE_UNAVAILABLE, "The store cannot be reached. Try again.");
        return new Ruling(no, Optional.empty());
    }

    /** Also of a call that waits for approval: where the runtime asks a person, it may be made. */
    private void leave(Asked asked, SealedRecord record, Visit visit, Deadline deadline) throws StoreException {
        Optional<CallName> name = asked.name().filter(call -> mayBeMade(record));
        if (name.isPresent()) {
            String key = name.get().key(visit.caller().key().id());
            Instant expires = visit.arrival().arrived().plus(CallLink.KEPT);
            links.put(new CallLink(key, record.id(), expires), deadline);
        }
    }

    private static boolean mayBeMade(SealedRecord record) {
        Json.Obj decision = record.content();
        return decision.text("effect").equals(Optional.of(Decision.Answer.ALLOW.word()))
                || decision.text("reason").equals(Optional.of(ReasonCode.APPROVAL_REQUIRED.word()));
    }

    /** An agent's own key tells whom it is about, whatever the runtime calls it; one that covers many has to be told. */
    private static String agent(Optional<String> said, Optional<String> named, Caller caller) throws ProblemException {
        return caller.key()
                .ownAgent()
                .or(() -> named)
                .or(() -> said)
                .orElseThrow(() -> new ProblemException(Problem.badRequest(
                        "Header 'Tollgate-Agent': expected the agent's id, since the key is not one agent's own.")));
    }

    private EvaluationRequest question(Asked asked, String agent) throws ProblemException {
        var context = Json.object()
                .put("hook", asked.hook())
                .put("supported_obligations", Json.texts(asked.supported()))
                .put("session_id", asked.session());
        asked.arguments().ifPresent(arguments -> context.put("arguments", arguments));
        var properties = Json.object().put("server", asked.tool().server()).build();
        return reader.read(Json.object()
                .put(
                        "subject",
                        Json.object().put("type", "agent").put("id", agent).build())
                .put("action", Json.object().put("name", "tools/call").build())
                .put(
                        "resource",
                        Json.object()
                                .put("type", "tool")
                                .put("id", asked.tool().tool())
                                .put("properties", properties)
                                .build())
                .put("context", context.build())
                .build());
    }
}
