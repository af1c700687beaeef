package dev.tollgate.redaction.dialect;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.http.Problem;
import dev.tollgate.core.http.ProblemException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Every dialect that is spoken. Whatever goes wrong, the answer is held back in the runtime's own form. */
public final class Dialects {
    private static final Logger LOG = Logger.getLogger(Dialects.class);
    private static final int FRAMES_TOLD = 8;

    private final List<Dialect> all;
    private final Redactions redactions;

    public Dialects(List<Dialect> all, Redactions redactions) {
        this.all = List.copyOf(all);
        this.redactions = redactions;
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
                return heldBack(dialect, request, Problem.methodNotAllowed("POST"));
            }
            return dialect.answer(request, redactions, deadline);
        } catch (ProblemException refused) {
            return heldBack(dialect, request, refused.problem());
        } catch (RuntimeException | VirtualMachineError defect) {
            // Without its message, which may quote what was being read.
            List<StackTraceElement> frames =
                    Arrays.stream(defect.getStackTrace()).limit(FRAMES_TOLD).toList();
            LOG.errorf(
                    "request %s failed: %s at %s",
                    request.gatewayRequestId(), defect.getClass().getName(), frames);
            return heldBack(dialect, request, Problem.internal());
        }
    }

    private static HttpResponse heldBack(Dialect dialect, HttpRequest request, Problem problem) {
        return dialect.heldBack(request, problem.message() + " (" + problem.code() + ")");
    }
}
