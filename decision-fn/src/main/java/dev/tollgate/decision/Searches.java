package dev.tollgate.decision;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.authzen.Question;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.Problem;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.Writer;
import dev.tollgate.decision.Candidates.Candidate;
import dev.tollgate.decision.Reception.Visit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Answers searches: which subjects, resources or actions may be allowed. Limits are neither asked nor taken. */
final class Searches {
    private static final Logger LOG = Logger.getLogger(Searches.class);

    /** When less than this is left, the page ends and the next one goes on. */
    private static final Duration TIME_TO_END = Duration.ofMillis(600);

    private final Reception reception;
    private final Candidates candidates;
    private final DecisionFlow flow;
    private final Writer writer;

    Searches(Reception reception, Candidates candidates, DecisionFlow flow, Writer writer) {
        this.reception = reception;
        this.candidates = candidates;
        this.flow = flow;
        this.writer = writer;
    }

    /**
     * @param recordId of the search
     * @param nextToken empty at the end
     */
    record Found(String recordId, List<Json.Obj> results, String nextToken) {}

    Found search(HttpRequest request, SearchRequest search, Deadline deadline) throws ProblemException {
        try {
            return search(reception.receive(request, deadline), search, deadline);
        } catch (StoreException unavailable) {
            LOG.warnf("request %s: %s", request.gatewayRequestId(), unavailable.getMessage());
            throw new ProblemException(Problem.unavailable("The store cannot be reached. Try again."));
        }
    }

    /** The same when it is known who asks. */
    Found search(Visit visit, SearchRequest search, Deadline deadline) throws StoreException, ProblemException {
        checkScope(search, visit, deadline);
        Page page = page(search, visit, deadline);
        Json.Obj members = visit.records()
                .ofSearch(
                        search.kind(),
                        Question.of(search.question()),
                        page.results().size(),
                        visit.loaded().digest(),
                        visit.tookMicros());
        String id = writer.append(List.of(visit.draft(Draft.Kind.SEARCH, members)), deadline)
                .getFirst()
                .id();
        return new Found(id, page.results(), page.nextToken());
    }

    private record Page(List<Json.Obj> results, String nextToken) {}

    /** A full page has a token only when something comes after it, and that tells nothing but its last result. */
    private Page page(SearchRequest search, Visit visit, Deadline deadline) throws StoreException, ProblemException {
        String fingerprint = PageToken.fingerprint(search, visit.loaded().digest());
        String seen =
                search.token().isPresent() ? PageToken.after(search.token().get(), fingerprint) : "";
        String shown = seen;
        var results = new ArrayList<Json.Obj>();
        while (hasTime(deadline)) {
            Candidates.Some some =
                    candidates.after(seen, search, visit.loaded().engine().bundle(), visit.caller(), deadline);
            for (Candidate candidate : some.candidates()) {
                if (!hasTime(deadline)) {
                    return goesOn(results, fingerprint, seen);
                }
                if (flow.mayAllow(Question.of(candidate.question()), visit, deadline)) {
                    if (results.size() == search.limit()) {
                        return goesOn(results, fingerprint, shown);
                    }
                    results.add(candidate.entity());
                    shown = candidate.name();
                }
                seen = candidate.name();
            }
            if (some.isLast()) {
                return new Page(results, "");
            }
        }
        return goesOn(results, fingerprint, seen);
    }

    private static Page goesOn(List<Json.Obj> results, String fingerprint, String after) {
        return new Page(results, new PageToken(fingerprint, after).text());
    }

    private static boolean hasTime(Deadline deadline) {
        return deadline.left().compareTo(TIME_TO_END) > 0;
    }

    /** Which subjects there are is filtered by the caller's scope; everything else must be within it. */
    private void checkScope(SearchRequest search, Visit visit, Deadline deadline)
            throws StoreException, ProblemException {
        Question question = Question.of(search.question());
        boolean mayAsk = search.kind() == SearchRequest.Kind.SUBJECT
                ? question.isForRoleOf(visit.caller())
                : question.mayBeAskedBy(visit.caller());
        if (!mayAsk) {
            Json.Obj violation = visit.records().ofScopeViolation(question, Optional.empty(), visit.tookMicros());
            writer.append(List.of(visit.draft(Draft.Kind.SECURITY, violation)), deadline);
            throw new ProblemException(Problem.forbidden("This key may not ask about this subject or this server."));
        }
    }
}
