package dev.tollgate.redaction;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.answer.AnswerFlow;
import dev.tollgate.core.answer.BlockReason;
import dev.tollgate.core.answer.Loaded;
import dev.tollgate.core.answer.Submission;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.reception.Arrival;
import dev.tollgate.core.reception.Arrivals;
import dev.tollgate.core.redact.Redactor.Detail;
import org.jboss.logging.Logger;

/** The redaction API: finds out who asks, reads what is handed in, and writes what the flow made of it. */
final class Redactions {
    private static final Logger LOG = Logger.getLogger(Redactions.class);

    private final Arrivals<Loaded> arrivals;
    private final AnswerFlow flow;
    private final SubmissionReader reader = new SubmissionReader();

    Redactions(Arrivals<Loaded> arrivals, AnswerFlow flow) {
        this.arrivals = arrivals;
        this.flow = flow;
    }

    HttpResponse answer(HttpRequest request, Deadline deadline) throws ProblemException {
        try {
            Arrival<Loaded> arrival = arrivals.receive(request, deadline);
            Submission submission = reader.read(request);
            boolean isExplained =
                    submission.detail() == Detail.PLACES && arrival.caller().role() == AccessKey.Role.ENFORCER;
            boolean takesGzip = AcceptedEncoding.isGzip(request);
            return flow.answer(
                    submission, arrival, redacted -> AnswerBody.of(redacted, isExplained, takesGzip), deadline);
        } catch (StoreException unavailable) {
            LOG.warnf("request %s: %s", request.gatewayRequestId(), unavailable.getMessage());
            return AnswerBody.blocked(BlockReason.STORE_UNAVAILABLE);
        }
    }
}
