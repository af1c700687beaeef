package dev.tollgate.decision.dialect;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.agent.SignedRequest;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.ProblemException;

/** The decision flow, as dialects see it. */
public interface Decisions {
    /**
     * @param request tells who asks
     * @throws ProblemException when nothing was decided: who asks is not known or may not, or the question is none
     */
    Ruling decide(HttpRequest request, Asked asked, Deadline deadline) throws ProblemException;

    /** The same where a signature tells who asks. */
    Ruling decide(HttpRequest request, SignedRequest signed, Asked asked, Deadline deadline) throws ProblemException;
}
