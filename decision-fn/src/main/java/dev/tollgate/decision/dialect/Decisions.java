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

    /**
     * Who asks, by a signature.
     *
     * @throws ProblemException when that is not known
     */
    Asker asker(HttpRequest request, SignedRequest signed, Deadline deadline) throws ProblemException;

    /** Somebody who is known. */
    interface Asker {
        /** @throws ProblemException when nothing was decided */
        Ruling decide(Asked asked, Deadline deadline) throws ProblemException;

        String keyId();

        /** What answers are signed with, as the request was. */
        byte[] secret();
    }
}
