package dev.tollgate.audit.query;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.http.Problem;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.http.Routes;
import dev.tollgate.core.http.Traces;
import java.util.Arrays;
import java.util.List;
import org.jboss.logging.Logger;

/** The audit API: from a request's method and path to its answer. */
final class Api {
    private static final Logger LOG = Logger.getLogger(Api.class);
    private static final String RECORDS = "/v1/audit/records";
    private static final String CHECKPOINTS = "/v1/audit/checkpoints";
    private static final String REPORTS = "/v1/reports";
    private static final int FRAMES_TOLD = 8;

    private final Visitors visitors;
    private final ReadingRoom room;
    private final CheckpointDesk checkpoints;
    private final ReportDesk reports;
    private final Traces traces;

    Api(Visitors visitors, ReadingRoom room, CheckpointDesk checkpoints, ReportDesk reports, Traces traces) {
        this.visitors = visitors;
        this.room = room;
        this.checkpoints = checkpoints;
        this.reports = reports;
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
            if (request.path().equals(RECORDS)) {
                return get(request, deadline, visit -> room.search(request, visit));
            }
            List<String> path = request.segments();
            if (path.size() == 4 && request.path().startsWith(RECORDS + "/")) {
                return get(request, deadline, visit -> room.show(path.getLast(), request, visit));
            }
            if (path.size() == 5
                    && request.path().startsWith(RECORDS + "/")
                    && path.getLast().equals("proof")) {
                return get(request, deadline, visit -> checkpoints.proof(path.get(3), visit));
            }
            if (request.path().equals(CHECKPOINTS)) {
                return get(request, deadline, visit -> checkpoints.list(request, visit));
            }
            if (path.size() == 3 && request.path().startsWith(REPORTS + "/")) {
                return get(request, deadline, visit -> reports.report(path.getLast(), request, visit));
            }
            throw new ProblemException(Problem.notFound());
        } catch (ProblemException refused) {
            return Routes.refused(request, refused.problem());
        } catch (RuntimeException defect) {
            // Without its message, which may quote what was being read.
            List<StackTraceElement> frames =
                    Arrays.stream(defect.getStackTrace()).limit(FRAMES_TOLD).toList();
            LOG.errorf(
                    "request %s failed: %s at %s",
                    request.gatewayRequestId(), defect.getClass().getName(), frames);
            return Problem.internal().response(request.requestId());
        }
    }

    private HttpResponse get(HttpRequest request, Deadline deadline, Visitors.Wish wish) throws ProblemException {
        return Routes.get(request, () -> visitors.receive(request, deadline, wish));
    }
}
