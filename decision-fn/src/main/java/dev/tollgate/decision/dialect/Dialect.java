package dev.tollgate.decision.dialect;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.http.Problem;
import dev.tollgate.core.http.ProblemException;

/** How one runtime asks, and wants to be answered. */
public interface Dialect {
    boolean takes(String path);

    /** @throws ProblemException when the runtime cannot be answered; it is then {@link #refused} */
    HttpResponse answer(HttpRequest request, Decisions decisions, Deadline deadline) throws ProblemException;

    /** A no in the runtime's own form, with status 200: it may take anything else for a yes. */
    HttpResponse refused(HttpRequest request, Problem problem);
}
