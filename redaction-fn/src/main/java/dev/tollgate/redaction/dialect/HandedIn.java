package dev.tollgate.redaction.dialect;

import dev.tollgate.core.authzen.EvaluationReader;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.Problem;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.redact.Redactor;
import dev.tollgate.core.redact.SplitObject;
import java.util.Arrays;
import java.util.OptionalLong;

/** Reads an event of which one member is the tool's answer, which stays where it lies. */
final class HandedIn {
    /** As in the redaction API. */
    static final int MOST_BYTES = 6 * 1024 * 1024;

    private final String member;
    private final int mostBeside;

    /**
     * @param member that is the answer
     * @param mostBeside bytes of all others together
     */
    HandedIn(String member, int mostBeside) {
        this.member = member;
        this.mostBeside = mostBeside;
    }

    /**
     * @param rest all members but the answer
     * @param from the first byte of the answer
     * @param to the byte after it
     */
    record Event(Json.Obj rest, byte[] body, int from, int to) {
        byte[] answer() {
            return Arrays.copyOfRange(body, from, to);
        }

        /** Empty when it is no whole number of milliseconds: it is no reason to hold an answer back. */
        OptionalLong millis(String name) {
            return rest.integer(name)
                    .filter(millis -> millis >= 0)
                    .map(OptionalLong::of)
                    .orElse(OptionalLong.empty());
        }
    }

    Event read(HttpRequest request) throws ProblemException {
        byte[] body = request.body();
        if (body.length > MOST_BYTES) {
            throw new ProblemException(Problem.tooLarge(MOST_BYTES));
        }
        SplitObject split;
        try {
            split = SplitObject.of(body, member, mostBeside, Redactor.MOST_DEPTH);
        } catch (JsonException malformed) {
            throw new ProblemException(Problem.badRequest("Body: " + malformed.getMessage() + "."));
        }
        SplitObject.Part part =
                split.large().orElseThrow(() -> EvaluationReader.expected(member, "the tool's answer; it is missing"));
        return part.kind() == SplitObject.Kind.STRING
                ? new Event(split.rest(), body, part.from() - 1, part.to() + 1)
                : new Event(split.rest(), body, part.from(), part.to());
    }
}
