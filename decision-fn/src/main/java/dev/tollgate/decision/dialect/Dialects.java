package dev.tollgate.decision.dialect;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.http.Problem;
import dev.tollgate.core.http.ProblemException;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Every dialect that is spoken. Whatever goes wrong, a runtime gets its own form of a no. */
public final class Dialects {
    private static final Logger LOG = Logger.getLogger(Dialects.class);

    private final List<Dialect> all;
    private final Decisions decisions;

    public Dialects(List<Dialect> all, Decisions decisions) {
        this.all = List.copyOf(all);
        this.decisions = decisions;
    }

    /** Empty when no dialect has this path. */
    public Optional<HttpResponse> answer(HttpRequest request, Deadline deadline) {
        return all.stream()
                .filter(dialect -> dialect.takes(request.path()))
                .findFirst()
                .map(dialect -> answer(dialect, request, deadline));
    }

    private HttpResponse answer(Dialect dialect, HttpRequest request, Deadline deadline) {
        try {
            if (!request.method().equals("POST")) {
                return dialect.refused(request, Problem.methodNotAllowed("POST"));
            }
            return dialect.answer(request, decisions, deadline);
        } catch (ProblemException refused) {
            return dialect.refused(request, refused.problem());
        } catch (RuntimeException defect) {
            LOG.errorf(defect, "request %s failed", request.gatewayRequestId());
            return dialect.refused(request, Problem.internal());
        }
    }
}
