package dev.tollgate.decision.dialect;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.agent.SignedRequest;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.redact.Redacted;
import java.util.Optional;

/** The decision flow, as dialects see it. */
public interface Decisions {
    /**
     * @param request tells who asks
     * @throws ProblemException when nothing was decided: who asks is not known or may not, or the question is none
     */
    Ruling decide(HttpRequest request, Asked asked, Deadline deadline) throws ProblemException;

    /**
     * Finds out which tools may be shown, and leaves it for the event after.
     *
     * @throws ProblemException when that cannot be done: then no list may be shown
     */
    void list(HttpRequest request, Listed listed, Deadline deadline) throws ProblemException;

    /**
     * Who asks, by a signature.
     *
     * @throws ProblemException when that is not known
     */
    Asker asker(HttpRequest request, SignedRequest signed, Deadline deadline) throws ProblemException;

    /**
     * What the agent may see of an answer.
     *
     * @param recordId of the outcome; empty when none could be written, and then nothing is left of the answer
     */
    record Seen(Redacted redacted, Optional<String> recordId) {}

    /** Somebody who is known. */
    interface Asker {
        /** @throws ProblemException when nothing was decided */
        Ruling decide(Asked asked, Deadline deadline) throws ProblemException;

        /** @throws ProblemException when nothing may be given back: the caller may not ask, or the call has its outcome */
        Seen redact(Returned returned, Deadline deadline) throws ProblemException;

        String keyId();

        /** What answers are signed with, as the request was. */
        byte[] secret();
    }
}
