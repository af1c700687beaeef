package dev.tollgate.decision;

import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.JsonType;
import dev.tollgate.core.http.Problem;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;

/** Reads a request's body: one JSON object, within bounds. */
final class RequestBody {
    private static final int MOST_BYTES = 256 * 1024;
    private static final int MAX_DEPTH = 64;

    private final JsonText json = new JsonText(MAX_DEPTH);

    Json.Obj read(HttpRequest request) throws ProblemException {
        JsonType.check(request);
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
}
