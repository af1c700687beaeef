package dev.tollgate.redaction.dialect;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.http.ProblemException;

/** How one runtime hands answers in, and wants them back. */
public interface Dialect {
    boolean takes(String path);

    /** @throws ProblemException when the answer cannot be given back; it is then {@link #heldBack} */
    HttpResponse answer(HttpRequest request, Redactions redactions, Deadline deadline) throws ProblemException;

    /**
     * Nothing of the answer, in the runtime's own form and with status 200: it may take anything else for permission to show
     * what it has.
     *
     * @param why for whoever reads the agent's session
     */
    HttpResponse heldBack(HttpRequest request, String why);
}
