package dev.tollgate.redaction.dialect;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.hook.McpResult;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.http.Problem;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.redact.Redacted;
import dev.tollgate.core.redact.Redactor;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The interceptor {@code after:http} of Docker's MCP Gateway: the answer alone, of which nobody says whose it is.
 *
 * <table>
 * <caption>What it cannot express (docs/hooks/docker.md)</caption>
 * <tr><td>the decision of an answer<td>unknown: the strictest profiles apply
 * <tr><td>durations<td>outcomes have none
 * </table>
 */
public final class Docker implements Dialect {
    private static final String PATH = "/hooks/docker/after";

    @Override
    public boolean takes(String path) {
        return path.equals(PATH);
    }

    @Override
    public HttpResponse answer(HttpRequest request, Redactions redactions, Deadline deadline) throws ProblemException {
        byte[] answer = request.body();
        if (answer.length > HandedIn.MOST_BYTES) {
            throw new ProblemException(Problem.tooLarge(HandedIn.MOST_BYTES));
        }
        Optional<String> fault = Redactor.fault(answer);
        if (fault.isPresent()) {
            throw new ProblemException(Problem.badRequest("Body: " + fault.get() + "."));
        }
        var handed = new Handed(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "ok",
                OptionalLong.empty(),
                answer,
                0,
                answer.length);
        return redactions.redact(request, handed, Docker::told, deadline);
    }

    private static HttpResponse told(Redacted redacted) {
        return redacted.action() == Redacted.Action.PASSED
                ? new HttpResponse(200, Map.of("cache-control", "no-store"), new byte[0])
                : HttpResponse.json(200, redacted.result());
    }

    @Override
    public HttpResponse heldBack(HttpRequest request, String why) {
        return HttpResponse.json(200, McpResult.refusal("[Tollgate] This answer was held back: " + why));
    }
}
