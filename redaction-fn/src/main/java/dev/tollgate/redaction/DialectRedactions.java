package dev.tollgate.redaction;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.answer.AnswerFlow;
import dev.tollgate.core.answer.AnswerForm;
import dev.tollgate.core.answer.BlockReason;
import dev.tollgate.core.answer.Loaded;
import dev.tollgate.core.answer.Submission;
import dev.tollgate.core.answer.Submission.Claimed;
import dev.tollgate.core.answer.Submission.Entity;
import dev.tollgate.core.answer.Submission.Outcome;
import dev.tollgate.core.answer.Submission.Result;
import dev.tollgate.core.hook.CallLink;
import dev.tollgate.core.hook.CallLinks;
import dev.tollgate.core.hook.CallName;
import dev.tollgate.core.hook.ToolList;
import dev.tollgate.core.hook.ToolLists;
import dev.tollgate.core.hook.ToolName;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.reception.Arrival;
import dev.tollgate.core.reception.Arrivals;
import dev.tollgate.core.record.NoPersonalKeyException;
import dev.tollgate.core.redact.Redactor.Detail;
import dev.tollgate.redaction.dialect.Handed;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** Gives what a dialect hands in to the same flow as every other answer, with the decision that the event before it left. */
final class DialectRedactions implements dev.tollgate.redaction.dialect.Redactions {
    private static final Logger LOG = Logger.getLogger(DialectRedactions.class);
    private static final String AGENT_HEADER = "tollgate-agent";

    private final Arrivals<Loaded> arrivals;
    private final CallLinks links;
    private final ToolLists lists;
    private final AnswerFlow flow;

    DialectRedactions(Arrivals<Loaded> arrivals, CallLinks links, ToolLists lists, AnswerFlow flow) {
        this.arrivals = arrivals;
        this.links = links;
        this.lists = lists;
        this.flow = flow;
    }

    @Override
    public HttpResponse redact(HttpRequest request, Handed handed, Form form, Deadline deadline)
            throws ProblemException {
        AnswerForm<HttpResponse> answers = redacted -> new Answered(form.of(redacted));
        try {
            Arrival<Loaded> arrival = arrivals.receive(request, deadline);
            Optional<String> decision = decision(handed, arrival, deadline);
            return flow.answer(
                    submission(handed, decision, agent(handed, request, arrival)), arrival, answers, deadline);
        } catch (StoreException | NoPersonalKeyException unavailable) {
            LOG.warnf("request %s: %s", request.gatewayRequestId(), unavailable.getMessage());
            return answers.blocked(BlockReason.STORE_UNAVAILABLE);
        }
    }

    @Override
    public Set<ToolName> tools(HttpRequest request, CallName list, Deadline deadline) throws ProblemException {
        try {
            Arrival<Loaded> arrival = arrivals.receive(request, deadline);
            return lists.find(list.key(arrival.caller().key().id()), deadline)
                    .filter(found -> arrival.arrived().isBefore(found.expires()))
                    .map(ToolList::tools)
                    .orElse(Set.of());
        } catch (StoreException | NoPersonalKeyException unavailable) {
            LOG.warnf("request %s: %s", request.gatewayRequestId(), unavailable.getMessage());
            return Set.of();
        }
    }

    private Optional<String> decision(Handed handed, Arrival<Loaded> arrival, Deadline deadline) throws StoreException {
        if (handed.call().isEmpty()) {
            return Optional.empty();
        }
        String key = handed.call().get().key(arrival.caller().key().id());
        return links.find(key, deadline)
                .filter(link -> arrival.arrived().isBefore(link.expires()))
                .map(CallLink::decisionId);
    }

    /** An agent's own key tells whose answer it is, whatever the runtime says. */
    private static Optional<String> agent(Handed handed, HttpRequest request, Arrival<Loaded> arrival) {
        return arrival.caller().key().ownAgent().isPresent()
                ? Optional.empty()
                : request.header(AGENT_HEADER).or(handed::agent);
    }

    private static Submission submission(Handed handed, Optional<String> decision, Optional<String> agent) {
        return new Submission(
                decision,
                new Claimed(
                        agent.map(id -> new Entity("agent", id)),
                        handed.tool().map(tool -> new Entity("tool", tool.tool())),
                        handed.tool().map(tool -> tool.server()),
                        Optional.empty(),
                        handed.session()),
                Optional.of(new Outcome(handed.status(), handed.durationMs())),
                Detail.COUNTS,
                handed.body(),
                new Result.Range(handed.from(), handed.to()));
    }

    private record Answered(HttpResponse response) implements AnswerForm.Written<HttpResponse> {
        @Override
        public boolean fits() {
            return AnswerBody.fits(response);
        }

        @Override
        public HttpResponse closed(Optional<String> recordId) {
            return recordId.map(id -> response.with(AnswerBody.RECORD_ID, id)).orElse(response);
        }
    }
}
