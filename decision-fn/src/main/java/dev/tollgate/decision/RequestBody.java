package dev.tollgate.decision;

import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.Problem;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import java.util.regex.Pattern;

/** Reads a request's body: one JSON object, within bounds. */
final class RequestBody {
    private static final int MOST_BYTES = 256 * 1024;
    private static final int MAX_DEPTH = 64;
    private static final Pattern JSON_TYPE =
            Pattern.compile("application/json\\s*(;\\s*charset\\s*=\\s*\"?utf-8\"?\\s*)?", Pattern.CASE_INSENSITIVE);

    private final JsonText json = new JsonText(MAX_DEPTH);

    Json.Obj read(HttpRequest request) throws ProblemException {
        String type = request.header("content-type").orElse("");
        if (!JSON_TYPE.matcher(type.strip()).matches()) {
            throw new ProblemException(
                    Problem.badRequest("Header 'Content-Type': expected application/json in UTF-8."));
        }
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
