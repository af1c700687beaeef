package dev.tollgate.decision.dialect;

import dev.tollgate.core.authzen.EvaluationReader;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.Problem;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import java.util.Optional;

/** Reads what a runtime sends: one JSON object, within the bounds of the decision API. */
final class HookBody {
    static final int MOST_BYTES = 256 * 1024;
    private static final int MAX_DEPTH = 64;

    private final JsonText json = new JsonText(MAX_DEPTH);

    Json.Obj read(HttpRequest request) throws ProblemException {
        if (request.body().length > MOST_BYTES) {
            throw new ProblemException(Problem.tooLarge(MOST_BYTES));
        }
        try {
            if (json.parse(request.body()) instanceof Json.Obj object) {
                return object;
            }
        } catch (JsonException malformed) {
            throw new ProblemException(Problem.badRequest("Body: " + malformed.getMessage() + "."));
        }
        throw new ProblemException(Problem.badRequest("Body: expected a JSON object."));
    }

    /** What can be read of a request that is refused, so that the refusal can say to which one it is. */
    Json.Obj readable(HttpRequest request) {
        try {
            return read(request);
        } catch (ProblemException unreadable) {
            return Json.Obj.EMPTY;
        }
    }

    /** Arguments of a call; a tool without any may be called without them. */
    static Optional<Json.Obj> arguments(Json.Obj parent, String name, String path) throws ProblemException {
        Json.Obj arguments = EvaluationReader.optionalObject(parent, name, path);
        return parent.object(name).isPresent() ? Optional.of(arguments) : Optional.empty();
    }
}
