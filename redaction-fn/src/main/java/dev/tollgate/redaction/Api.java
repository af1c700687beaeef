package dev.tollgate.redaction;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.answer.BlockReason;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.http.Problem;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.http.Routes;
import dev.tollgate.core.http.Traces;
import dev.tollgate.core.record.NoPersonalKeyException;
import dev.tollgate.redaction.dialect.Dialects;
import java.util.Arrays;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * The redaction API: from a request's method and path to its answer. What fails on our side is an answer that is held
 * back, never an HTTP error: a hook may take one for permission to show what it has.
 */
final class Api {
    private static final Logger LOG = Logger.getLogger(Api.class);
    private static final int FRAMES_TOLD = 8;

    private final Redactions redactions;
    private final Dialects dialects;
    private final Traces traces;

    Api(Redactions redactions, Dialects dialects, Traces traces) {
        this.redactions = redactions;
        this.dialects = dialects;
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
            if (!request.path().equals("/v1/redact")) {
                return dialects.answer(request, deadline).orElseThrow(() -> new ProblemException(Problem.notFound()));
            }
            return Routes.post(request, () -> redactions.answer(request, deadline));
        } catch (ProblemException refused) {
            return refused.problem().status() < 500
                    ? Routes.refused(request, refused.problem())
                    : AnswerBody.blocked(BlockReason.NO_BUNDLE);
        } catch (NoPersonalKeyException unavailable) {
            LOG.warnf("request %s: %s", request.gatewayRequestId(), unavailable.getMessage());
            return AnswerBody.blocked(BlockReason.STORE_UNAVAILABLE);
        } catch (RuntimeException | VirtualMachineError defect) {
            // Without its message, which may quote what was being read.
            List<StackTraceElement> frames =
                    Arrays.stream(defect.getStackTrace()).limit(FRAMES_TOLD).toList();
            LOG.errorf(
                    "request %s failed: %s at %s",
                    request.gatewayRequestId(), defect.getClass().getName(), frames);
            return AnswerBody.blocked(BlockReason.INTERNAL);
        }
    }
}
