package dev.tollgate.decision;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.authzen.Decision;
import dev.tollgate.core.authzen.EvaluationJson;
import dev.tollgate.core.authzen.EvaluationReader;
import dev.tollgate.core.authzen.EvaluationRequest;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.http.Problem;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.http.Routes;
import dev.tollgate.core.http.Traces;
import dev.tollgate.core.journal.JournalHead;
import dev.tollgate.core.journal.JournalReader;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.observed.ObservedReader;
import dev.tollgate.core.observed.ObservedReceipt;
import dev.tollgate.core.policy.Obligation;
import dev.tollgate.core.record.NoPersonalKeyException;
import dev.tollgate.decision.Answers.Answer;
import dev.tollgate.decision.SearchRequest.Kind;
import dev.tollgate.decision.dialect.Dialects;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The decision API: from a request's method and path to its answer. */
final class Api {
    private static final Logger LOG = Logger.getLogger(Api.class);
    private static final String DECISION_ID = "tollgate-decision-id";

    private final Evaluations evaluations;
    private final Searches searches;
    private final ApprovalDesk approvals;
    private final Journals journals;
    private final Observations observations;
    private final Dialects dialects;
    private final ActiveBundle bundle;
    private final String url;
    private final String version;
    private final Traces traces;
    private final RequestBody body = new RequestBody();
    private final EvaluationReader reader = new EvaluationReader();
    private final BatchReader batchReader = new BatchReader(reader);
    private final SearchReader searchReader = new SearchReader(reader);
    private final JournalReader journalReader = new JournalReader();
    private final ObservedReader observedReader = new ObservedReader();

    /**
     * @param url what callers know this API by, without a slash at the end
     * @param version of this program
     */
    Api(
            Evaluations evaluations,
            Searches searches,
            ApprovalDesk approvals,
            Journals journals,
            Observations observations,
            Dialects dialects,
            ActiveBundle bundle,
            String url,
            String version,
            Traces traces) {
        this.evaluations = evaluations;
        this.searches = searches;
        this.approvals = approvals;
        this.journals = journals;
        this.observations = observations;
        this.dialects = dialects;
        this.bundle = bundle;
        this.url = url;
        this.version = version;
        this.traces = traces;
    }

    /** One line in the log for each request: by it an answer leads to what else was logged, and a record to its request. */
    HttpResponse answer(HttpRequest request, Deadline deadline) {
        return traces.answer(request, () -> {
            HttpResponse response = Routes.echoed(request, routed(request, deadline));
            LOG.infof("answered with status %d", response.status());
            return response;
        });
    }

    private HttpResponse routed(HttpRequest request, Deadline deadline) {
        try {
            return switch (request.path()) {
                case "/access/v1/evaluation" -> Routes.post(request, () -> evaluation(request, deadline));
                case "/access/v1/evaluations" -> Routes.post(request, () -> evaluations(request, deadline));
                case "/access/v1/search/subject" -> Routes.post(request, () -> search(Kind.SUBJECT, request, deadline));
                case "/access/v1/search/resource" ->
                    Routes.post(request, () -> search(Kind.RESOURCE, request, deadline));
                case "/access/v1/search/action" -> Routes.post(request, () -> search(Kind.ACTION, request, deadline));
                case "/v1/audit/journal" -> Routes.post(request, () -> journal(request, deadline));
                case "/v1/audit/observed" -> Routes.post(request, () -> observed(request, deadline));
                case "/.well-known/authzen-configuration" -> Routes.get(request, () -> metadata(""));
                case ApprovalDesk.PATH -> Routes.get(request, () -> approvals.list(request, deadline));
                case "/v1/health" -> Routes.get(request, () -> health(deadline));
                // Other functions'; what comes here has another method than they take.
                case "/v1/redact" -> Routes.post(request, () -> other(request, deadline));
                case "/v1/audit/records" -> Routes.get(request, () -> other(request, deadline));
                default -> other(request, deadline);
            };
        } catch (ProblemException refused) {
            return Routes.refused(request, refused.problem());
        } catch (NoPersonalKeyException unavailable) {
            LOG.warnf("request %s: %s", request.gatewayRequestId(), unavailable.getMessage());
            return Problem.unavailable("The store cannot be reached, so nothing is decided. Try again.")
                    .response(request.requestId());
        } catch (RuntimeException defect) {
            LOG.errorf(defect, "request %s failed", request.gatewayRequestId());
            return Problem.internal().response(request.requestId());
        }
    }

    private HttpResponse other(HttpRequest request, Deadline deadline) throws ProblemException {
        List<String> path = request.segments();
        if (path.getFirst().equals("hooks")) {
            return dialects.answer(request, deadline).orElseThrow(() -> new ProblemException(Problem.notFound()));
        }
        if (path.size() == 3
                && path.getFirst().equals(".well-known")
                && path.get(1).equals("authzen-configuration")
                && path.get(2).matches("[A-Za-z0-9._~-]{1,64}")) {
            return Routes.get(request, () -> metadata("/" + path.get(2)));
        }
        if (path.size() == 3 && request.path().startsWith(ApprovalDesk.PATH + "/")) {
            return approval(path.get(2), request, deadline);
        }
        throw new ProblemException(Problem.notFound());
    }

    private HttpResponse approval(String id, HttpRequest request, Deadline deadline) throws ProblemException {
        return Routes.getOrPost(
                request,
                () -> approvals.show(id, request, deadline),
                () -> approvals.decide(id, request, body.read(request), deadline));
    }

    private HttpResponse evaluation(HttpRequest request, Deadline deadline) throws ProblemException {
        return single(request, reader.read(body.read(request)), deadline);
    }

    private HttpResponse evaluations(HttpRequest request, Deadline deadline) throws ProblemException {
        Json.Obj read = body.read(request);
        Optional<BatchRequest> batch = batchReader.read(read);
        return batch.isPresent() ? batch(request, batch.get(), deadline) : single(request, reader.read(read), deadline);
    }

    private HttpResponse single(HttpRequest request, EvaluationRequest question, Deadline deadline)
            throws ProblemException {
        Answers answers = evaluations.answer(request, BatchRequest.Batch.of(question), deadline);
        return switch (answers.answers().getFirst()) {
            case Answer.Failed(Problem problem) -> named(answers, problem.response(request.requestId()));
            case Answer.Given(EvaluationRequest asked, Decision decision) ->
                named(
                        answers,
                        HttpResponse.json(
                                200,
                                EvaluationJson.single(
                                        decision, answers.recordId(), answers.bundle(), asked.explain())));
        };
    }

    private HttpResponse batch(HttpRequest request, BatchRequest batch, Deadline deadline) throws ProblemException {
        Answers answers = evaluations.answer(request, batch, deadline);
        var items = new java.util.ArrayList<Json>();
        for (Answer answer : answers.answers()) {
            Optional<String> itemId = answers.recordId().map(id -> id + "." + items.size());
            items.add(
                    switch (answer) {
                        case Answer.Failed(Problem problem) -> EvaluationJson.item(problem);
                        case Answer.Given(EvaluationRequest asked, Decision decision) ->
                            EvaluationJson.item(decision, itemId, answers.bundle(), asked.explain());
                    });
        }
        var body = Json.object().put("evaluations", new Json.Arr(items));
        answers.plan().ifPresent(plan -> body.put("plan", plan.toJson()));
        return named(answers, HttpResponse.json(200, body.build()));
    }

    private HttpResponse search(Kind kind, HttpRequest request, Deadline deadline) throws ProblemException {
        Searches.Found found = searches.search(request, searchReader.read(kind, body.read(request)), deadline);
        return HttpResponse.json(
                        200,
                        Json.object()
                                .put(
                                        "page",
                                        Json.object()
                                                .put("next_token", found.nextToken())
                                                .build())
                                .put("results", new Json.Arr(List.copyOf(found.results())))
                                .build())
                .with(DECISION_ID, found.recordId());
    }

    private HttpResponse journal(HttpRequest request, Deadline deadline) throws ProblemException {
        return switch (journals.take(request, journalReader.read(body.read(request)), deadline)) {
            case Journals.Answer.Received(JournalHead head) ->
                HttpResponse.json(
                        200,
                        Json.object()
                                .put("received_to", head.seq())
                                .put("hash", head.hash())
                                .put("record_id", head.record())
                                .build());
            case Journals.Answer.Gap(JournalHead head) ->
                HttpResponse.json(
                        409,
                        Json.object()
                                .put(
                                        "error",
                                        Json.object()
                                                .put("code", "journal_gap")
                                                .put(
                                                        "message",
                                                        "Entries are missing: expected entry " + (head.seq() + 1)
                                                                + ". Send those between first; nothing was taken.")
                                                .put("request_id", request.requestId())
                                                .build())
                                .put("received_to", head.seq())
                                .put("hash", head.hash())
                                .build());
        };
    }

    private HttpResponse observed(HttpRequest request, Deadline deadline) throws ProblemException {
        ObservedReceipt receipt = observations.take(request, observedReader.read(body.read(request)), deadline);
        return HttpResponse.json(
                200,
                Json.object()
                        .put("source", receipt.source())
                        .put("batch", receipt.batch())
                        .put("received", receipt.calls())
                        .put("record_id", receipt.firstRecord())
                        .build());
    }

    private static HttpResponse named(Answers answers, HttpResponse response) {
        return answers.recordId().map(id -> response.with(DECISION_ID, id)).orElse(response);
    }

    /** AuthZEN Authorization API 1.0, section 9, and its obligations profile. */
    private HttpResponse metadata(String tenantPath) {
        return HttpResponse.json(
                200,
                Json.object()
                        .put("policy_decision_point", url + tenantPath)
                        .put("access_evaluation_endpoint", url + "/access/v1/evaluation")
                        .put("access_evaluations_endpoint", url + "/access/v1/evaluations")
                        .put("search_subject_endpoint", url + "/access/v1/search/subject")
                        .put("search_resource_endpoint", url + "/access/v1/search/resource")
                        .put("search_action_endpoint", url + "/access/v1/search/action")
                        .put("supported_obligations", Json.texts(Obligation.ALL))
                        .build());
    }

    private HttpResponse health(Deadline deadline) throws ProblemException {
        try {
            return HttpResponse.json(
                    200,
                    Json.object()
                            .put("status", "ok")
                            .put("version", version)
                            .put("bundle", bundle.digest(deadline))
                            .build());
        } catch (StoreException unavailable) {
            throw new ProblemException(Problem.unavailable("The store cannot be reached."));
        }
    }
}
