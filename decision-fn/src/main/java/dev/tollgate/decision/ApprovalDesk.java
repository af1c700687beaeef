package dev.tollgate.decision;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.agent.Agent;
import dev.tollgate.core.agent.AgentDirectory;
import dev.tollgate.core.approval.Approval;
import dev.tollgate.core.approval.Approval.Change;
import dev.tollgate.core.approval.ApprovalId;
import dev.tollgate.core.approval.ApprovalRecords;
import dev.tollgate.core.approval.ApprovalStore;
import dev.tollgate.core.approval.Approver;
import dev.tollgate.core.approval.AskedCall;
import dev.tollgate.core.approval.SealedCall;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.http.Problem;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Rule;
import dev.tollgate.core.policy.Ruling;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.Writer;
import dev.tollgate.decision.ApprovalPaging.Paging;
import dev.tollgate.decision.Reception.Visit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Shows approvers the requests that they may decide, and takes their decisions. */
final class ApprovalDesk {
    static final String PATH = "/v1/approvals";

    private static final Logger LOG = Logger.getLogger(ApprovalDesk.class);
    private static final int TRIES = 3;

    /** When less than this is left, the page ends and the next one goes on. */
    private static final Duration TIME_TO_END = Duration.ofMillis(600);

    private final Reception reception;
    private final AgentDirectory directory;
    private final ApprovalStore store;
    private final ApprovalRecords records;
    private final SealedCall sealing;
    private final Writer writer;

    ApprovalDesk(
            Reception reception,
            AgentDirectory directory,
            ApprovalStore store,
            ApprovalRecords records,
            SealedCall sealing,
            Writer writer) {
        this.reception = reception;
        this.directory = directory;
        this.store = store;
        this.records = records;
        this.sealing = sealing;
        this.writer = writer;
    }

    HttpResponse list(HttpRequest request, Deadline deadline) throws ProblemException {
        try {
            Seat seat = seat(request, deadline);
            return list(seat, ApprovalPaging.read(request.query()), deadline);
        } catch (StoreException unavailable) {
            throw unavailable(request, unavailable);
        }
    }

    HttpResponse show(String id, HttpRequest request, Deadline deadline) throws ProblemException {
        try {
            Seat seat = seat(request, deadline);
            Approval approval = named(id, deadline);
            Asked asked = asked(approval, seat, deadline);
            Optional<Json.Obj> call = seat.now().isBefore(approval.expires())
                    ? store.sealed(approval.id(), deadline)
                            .flatMap(bytes -> sealing.open(
                                    approval.id(), bytes, seat.visit().pseudonyms()))
                    : Optional.empty();
            return HttpResponse.json(200, ApprovalJson.whole(approval, asked.rule(), asked.ruling(), call, seat.now()));
        } catch (StoreException unavailable) {
            throw unavailable(request, unavailable);
        }
    }

    HttpResponse decide(String id, HttpRequest request, Json.Obj body, Deadline deadline) throws ProblemException {
        try {
            Seat seat = seat(request, deadline);
            ApprovalChoice choice = ApprovalChoice.read(body);
            for (int tried = 0; tried < TRIES; tried++) {
                Approval approval = named(id, deadline);
                Asked asked = asked(approval, seat, deadline);
                Optional<HttpResponse> answer = decided(approval, asked, choice, seat, deadline);
                if (answer.isPresent()) {
                    return answer.get();
                }
                // It changed while it was decided: look at what it is now.
            }
            throw new ProblemException(Problem.conflict("This request changes all the time. Try again."));
        } catch (StoreException unavailable) {
            throw unavailable(request, unavailable);
        }
    }

    private Optional<HttpResponse> decided(
            Approval approval, Asked asked, ApprovalChoice choice, Seat seat, Deadline deadline)
            throws StoreException, ProblemException {
        return switch (approval.decided(
                choice.choice(), choice.reason(), asked.ruling().grant(), seat.now())) {
            case Change.Impossible(String why) -> throw new ProblemException(Problem.conflict(why));
            case Change.Already already -> Optional.of(HttpResponse.json(200, json(approval, asked, seat)));
            case Change.To(Approval after) -> {
                Draft draft = seat.visit()
                        .draft(Draft.Kind.APPROVAL, seat.record().ofDecision(approval, after, seat.approver()));
                yield writer.append(
                                List.of(draft),
                                (drafts, left) -> records.decide(drafts, approval, after, left),
                                deadline)
                        .map(written -> HttpResponse.json(200, json(after, asked, seat)));
            }
        };
    }

    private static Json.Obj json(Approval approval, Asked asked, Seat seat) {
        return ApprovalJson.brief(approval, asked.rule(), asked.ruling(), seat.now());
    }

    private HttpResponse list(Seat seat, Paging paging, Deadline deadline) throws StoreException {
        var shown = new ArrayList<Approval>();
        String next = paging.after();
        boolean isEnd = false;
        while (!isEnd && shown.size() < paging.limit() && deadline.left().compareTo(TIME_TO_END) > 0) {
            ApprovalStore.Page page = store.pending(next, paging.limit() - shown.size(), deadline);
            for (Approval approval : page.requests()) {
                if (approval.isPendingAt(seat.now()) && mayDecide(approval.call(), seat, deadline)) {
                    shown.add(approval);
                }
            }
            next = page.next();
            isEnd = next.isEmpty();
        }
        shown.sort(Comparator.comparing(Approval::asked));
        List<Json> items = new ArrayList<>();
        for (Approval approval : shown) {
            Rule rule = rule(approval.call(), seat).orElseThrow();
            items.add(ApprovalJson.brief(approval, rule, (Ruling.Approve) rule.ruling(), seat.now()));
        }
        return HttpResponse.json(
                200,
                Json.object()
                        .put("approvals", new Json.Arr(items))
                        .put("next_cursor", ApprovalPaging.cursor(next))
                        .build());
    }

    private boolean mayDecide(AskedCall call, Seat seat, Deadline deadline) throws StoreException {
        Optional<Rule> rule = rule(call, seat);
        if (rule.isEmpty() || !seat.approver().isInScope(call)) {
            return false;
        }
        Optional<Agent> agent = agent(call, deadline);
        return (agent.isPresent() || !call.isOfAgent())
                && seat.approver()
                        .refusal(call, agent, (Ruling.Approve) rule.get().ruling())
                        .isEmpty();
    }

    /** Who asks, when it is an approver. */
    private Seat seat(HttpRequest request, Deadline deadline) throws StoreException, ProblemException {
        Visit visit = reception.receive(request, deadline);
        var record = new ApprovalRecord(visit);
        if (visit.caller().role() != AccessKey.Role.APPROVER) {
            refuse(visit, record.ofWrongRole(), deadline);
            throw new ProblemException(Problem.forbidden("Requests are seen and decided with an approver's key only."));
        }
        return new Seat(
                visit,
                Approver.of(visit.caller(), visit.loaded().engine().bundle()),
                record,
                visit.arrival().clock().instant());
    }

    private record Seat(Visit visit, Approver approver, ApprovalRecord record, Instant now) {}

    /** What is asked of the caller, who may decide it. */
    private record Asked(Rule rule, Ruling.Approve ruling) {}

    private Approval named(String id, Deadline deadline) throws StoreException, ProblemException {
        Optional<ApprovalId> wanted = ApprovalId.parse(id);
        if (wanted.isPresent()) {
            Optional<Approval> there = store.find(wanted.get().call(), deadline)
                    .filter(found -> found.id().equals(wanted.get()));
            if (there.isPresent()) {
                return there.get();
            }
        }
        throw new ProblemException(new Problem(
                404, "not_found", "There is no such request. It may be over, and a new one asked for the same call."));
    }

    private Asked asked(Approval approval, Seat seat, Deadline deadline) throws StoreException, ProblemException {
        AskedCall call = approval.call();
        Optional<Agent> agent = agent(call, deadline);
        Optional<Rule> rule = rule(call, seat);
        if (rule.isEmpty() || agent.isEmpty() && call.isOfAgent()) {
            checkScope(approval, seat, deadline);
            throw new ProblemException(Problem.conflict(
                    rule.isEmpty()
                            ? "The active bundle no longer asks for this approval."
                            : "The agent that asks is no longer registered."));
        }
        var ruling = (Ruling.Approve) rule.get().ruling();
        Optional<Approver.Refusal> refusal = seat.approver().refusal(call, agent, ruling);
        if (refusal.isPresent()) {
            throw refused(approval, refusal.get(), seat, deadline);
        }
        return new Asked(rule.get(), ruling);
    }

    private void checkScope(Approval approval, Seat seat, Deadline deadline) throws StoreException, ProblemException {
        if (!seat.approver().isInScope(approval.call())) {
            throw refused(approval, Approver.Refusal.OUTSIDE_SCOPE, seat, deadline);
        }
    }

    private ProblemException refused(Approval approval, Approver.Refusal why, Seat seat, Deadline deadline)
            throws StoreException {
        refuse(seat.visit(), seat.record().ofRefusal(approval, why, seat.approver()), deadline);
        return new ProblemException(Problem.forbidden(
                switch (why) {
                    case OUTSIDE_SCOPE -> "This key may not decide about this agent or this server.";
                    case NOT_NAMED -> "The rule that asks for this approval does not name you as an approver.";
                    case OWN_AGENT -> "Nobody may decide what their own agent asks for.";
                    case OWN_CALL -> "Nobody may decide what they ask for themselves.";
                }));
    }

    private void refuse(Visit visit, Json.Obj members, Deadline deadline) throws StoreException {
        writer.append(List.of(visit.draft(Draft.Kind.SECURITY, members)), deadline);
    }

    private static Optional<Rule> rule(AskedCall call, Seat seat) {
        return seat.visit()
                .loaded()
                .engine()
                .bundle()
                .rule(call.rule())
                .filter(rule -> rule.ruling() instanceof Ruling.Approve);
    }

    private Optional<Agent> agent(AskedCall call, Deadline deadline) throws StoreException {
        return call.isOfAgent() && Agent.isId(call.subjectId())
                ? directory.agent(call.subjectId(), deadline)
                : Optional.empty();
    }

    private static ProblemException unavailable(HttpRequest request, StoreException cause) {
        LOG.warnf("request %s: %s", request.gatewayRequestId(), cause.getMessage());
        return new ProblemException(Problem.unavailable("The store cannot be reached. Try again."));
    }
}
