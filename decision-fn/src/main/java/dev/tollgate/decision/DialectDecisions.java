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
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.decision.Answers.Answer;
import dev.tollgate.decision.Reception.Visit;
import dev.tollgate.decision.dialect.Asked;
import dev.tollgate.decision.dialect.Decisions;
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
    private final EvaluationReader reader = new EvaluationReader();

    DialectDecisions(Reception reception, Evaluations evaluations, CallLinks links) {
        this.reception = reception;
        this.evaluations = evaluations;
        this.links = links;
    }

    @Override
    public Ruling decide(HttpRequest request, Asked asked, Deadline deadline) throws ProblemException {
        return decide(request, () -> reception.receive(request, deadline), asked, deadline);
    }

    @Override
    public Ruling decide(HttpRequest request, SignedRequest signed, Asked asked, Deadline deadline)
            throws ProblemException {
        return decide(request, () -> reception.receive(request, signed, deadline), asked, deadline);
    }

    @FunctionalInterface
    private interface Arriving {
        Visit visit() throws StoreException, ProblemException;
    }

    private Ruling decide(HttpRequest request, Arriving arriving, Asked asked, Deadline deadline)
            throws ProblemException {
        try {
            Visit visit = arriving.visit();
            EvaluationRequest question = question(asked, agent(asked, request, visit.caller()));
            Answers answers = evaluations.answer(
                    visit,
                    BatchRequest.Batch.of(question),
                    (record, left) -> leave(asked, record, visit, left),
                    deadline);
            return switch (answers.answers().getFirst()) {
                case Answer.Given(EvaluationRequest given, Decision decision) ->
                    new Ruling(decision, answers.recordId());
                case Answer.Failed(Problem problem) -> throw new ProblemException(problem);
            };
        } catch (StoreException unavailable) {
            LOG.warnf("request %s: %s", request.gatewayRequestId(), unavailable.getMessage());
            Decision no = Decision.deny(ReasonCode.STORE_UNAVAILABLE, "The store cannot be reached. Try again.");
            return new Ruling(no, Optional.empty());
        }
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

    /** An agent's own key tells whom it is about; one that covers many has to say it. */
    private static String agent(Asked asked, HttpRequest request, Caller caller) throws ProblemException {
        return asked.agent()
                .or(() -> request.header(AGENT_HEADER))
                .or(() -> caller.key().ownAgent())
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
