package dev.tollgate.redaction.dialect;

import dev.tollgate.core.authzen.EvaluationReader;
import dev.tollgate.core.http.Problem;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.redact.Redactor;
import dev.tollgate.core.redact.SplitObject;
import java.util.Arrays;

/**
 * A JSON object, and the bytes of one large member of it.
 *
 * @param rest the other members
 * @param inner the large one, JSON
 */
record InnerBytes(Json.Obj rest, byte[] inner) {
    /** Levels around the tool's answer. */
    private static final int AROUND = 8;

    /**
     * @param mostRest bytes of all other members together
     * @throws ProblemException when it is no such object
     */
    static InnerBytes of(byte[] json, String member, int mostRest) throws ProblemException {
        try {
            SplitObject split = SplitObject.of(json, member, mostRest, Redactor.MOST_DEPTH + AROUND);
            SplitObject.Part part =
                    split.large().orElseThrow(() -> EvaluationReader.expected(member, "a member; it is missing"));
            boolean isString = part.kind() == SplitObject.Kind.STRING;
            byte[] inner = isString
                    ? Arrays.copyOfRange(json, part.from() - 1, part.to() + 1)
                    : Arrays.copyOfRange(json, part.from(), part.to());
            return new InnerBytes(split.rest(), inner);
        } catch (JsonException malformed) {
            throw new ProblemException(Problem.badRequest("Event: " + malformed.getMessage() + "."));
        }
    }
}
