package dev.tollgate.redaction;

import dev.tollgate.core.answer.BlockReason;
import dev.tollgate.core.answer.Submission;
import dev.tollgate.core.answer.Submission.Claimed;
import dev.tollgate.core.answer.Submission.Entity;
import dev.tollgate.core.answer.Submission.Outcome;
import dev.tollgate.core.answer.Submission.Result;
import dev.tollgate.core.authzen.EvaluationReader;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.JsonType;
import dev.tollgate.core.http.Problem;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.NestingException;
import dev.tollgate.core.redact.Redactor;
import dev.tollgate.core.redact.Redactor.Detail;
import dev.tollgate.core.redact.SplitObject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads a request, within bounds; the tool's answer stays where it lies. */
final class SubmissionReader {
    private static final int MOST_BESIDE_RESULT = 64 * 1024;
    private static final String RESULT = "result";
    private static final List<String> STATUSES = List.of("ok", "error", "timeout", "cancelled");

    Submission read(HttpRequest request) throws ProblemException {
        JsonType.check(request);
        RequestBytes bytes = RequestBytes.of(request);
        if (!bytes.isWhole()) {
            return refused(bytes.bytes(), BlockReason.TOO_LARGE);
        }
        byte[] body = bytes.bytes();
        try {
            return read(body, SplitObject.of(body, RESULT, MOST_BESIDE_RESULT, Redactor.MOST_DEPTH));
        } catch (NestingException tooDeep) {
            return refused(body, BlockReason.TOO_DEEP);
        } catch (JsonException malformed) {
            throw new ProblemException(Problem.badRequest("Body: " + malformed.getMessage() + "."));
        }
    }

    private static Submission read(byte[] body, SplitObject split) throws ProblemException {
        Json.Obj rest = split.rest();
        Json.Obj context = EvaluationReader.optionalObject(rest, "context", "context");
        var submission = new Submission(
                EvaluationReader.optionalText(rest, "decision_id", "decision_id"),
                claimed(rest, context),
                Optional.of(outcome(rest)),
                detail(context),
                body,
                range(split));
        return submission;
    }

    /** Of a request that cannot be read whole counts what stands before the result. */
    private static Submission refused(byte[] body, BlockReason reason) {
        Json.Obj before = SplitObject.before(body, RESULT, MOST_BESIDE_RESULT);
        return new Submission(
                before.text("decision_id"),
                Claimed.NOTHING,
                Optional.empty(),
                Detail.COUNTS,
                body,
                new Result.Refused(reason));
    }

    private static Result range(SplitObject split) throws ProblemException {
        SplitObject.Part part = split.large()
                .orElseThrow(() -> EvaluationReader.expected(
                        RESULT, "the tool's answer, or null when there is none; it is missing"));
        return part.kind() == SplitObject.Kind.STRING
                ? new Result.Range(part.from() - 1, part.to() + 1)
                : new Result.Range(part.from(), part.to());
    }

    private static Outcome outcome(Json.Obj rest) throws ProblemException {
        Json.Obj outcome = EvaluationReader.optionalObject(rest, "outcome", "outcome");
        if (outcome.members().isEmpty()) {
            throw EvaluationReader.expected("outcome", "an object {\"status\", \"duration_ms\"?}; it is missing");
        }
        String status = EvaluationReader.requiredText(outcome, "status", "outcome.status");
        if (!STATUSES.contains(status)) {
            throw EvaluationReader.expected("outcome.status", "one of " + String.join(", ", STATUSES));
        }
        Optional<Json> duration = outcome.get("duration_ms").filter(value -> value != Json.Null.NULL);
        if (duration.isEmpty()) {
            return new Outcome(status, OptionalLong.empty());
        }
        long millis = outcome.integer("duration_ms")
                .filter(number -> number >= 0)
                .orElseThrow(() ->
                        EvaluationReader.expected("outcome.duration_ms", "a whole number of milliseconds, 0 or more"));
        return new Outcome(status, OptionalLong.of(millis));
    }

    private static Detail detail(Json.Obj context) throws ProblemException {
        Optional<String> explain = EvaluationReader.optionalText(context, "explain", "context.explain");
        if (explain.filter(word -> !word.equals("full")).isPresent()) {
            throw EvaluationReader.expected("context.explain", "\"full\"");
        }
        return explain.isPresent() ? Detail.PLACES : Detail.COUNTS;
    }

    private static Claimed claimed(Json.Obj rest, Json.Obj context) throws ProblemException {
        Json.Obj resource = EvaluationReader.optionalObject(rest, "resource", "resource");
        Json.Obj properties = EvaluationReader.optionalObject(resource, "properties", "resource.properties");
        return new Claimed(
                entity(rest, "subject"),
                entity(rest, "resource"),
                EvaluationReader.optionalText(properties, "server", "resource.properties.server"),
                EvaluationReader.optionalText(context, "trace_id", "context.trace_id"),
                EvaluationReader.optionalText(context, "session_id", "context.session_id"));
    }

    private static Optional<Entity> entity(Json.Obj rest, String name) throws ProblemException {
        Json.Obj entity = EvaluationReader.optionalObject(rest, name, name);
        if (entity.members().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Entity(
                EvaluationReader.requiredText(entity, "type", name + ".type"),
                EvaluationReader.requiredText(entity, "id", name + ".id")));
    }
}
