package dev.tollgate.redaction.dialect;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.hook.CallName;
import dev.tollgate.core.hook.ToolName;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.redact.Redacted;
import java.util.Set;

/** The redaction flow, as dialects see it. */
public interface Redactions {
    /** How a runtime is told what became of an answer. */
    @FunctionalInterface
    interface Form {
        /** @return with status 200 */
        HttpResponse of(Redacted redacted);
    }

    /**
     * Which tools may be shown, as the event before the list found out.
     *
     * @return empty when it did not
     * @throws ProblemException when it is not known who asks
     */
    Set<ToolName> tools(HttpRequest request, CallName list, Deadline deadline) throws ProblemException;

    /**
     * @param request tells who asks
     * @throws ProblemException when nothing was redacted: who asks is not known or may not, or the call has its outcome
     */
    HttpResponse redact(HttpRequest request, Handed handed, Form form, Deadline deadline) throws ProblemException;
}
