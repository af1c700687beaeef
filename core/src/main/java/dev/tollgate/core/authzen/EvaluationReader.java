package dev.tollgate.core.authzen;

import dev.tollgate.core.authzen.EvaluationRequest.Explain;
import dev.tollgate.core.http.Problem;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.json.Json;
import java.util.List;
import java.util.Optional;

/** Reads one AuthZEN evaluation request (Authorization API 1.0, section 6). Unknown members are left alone. */
public final class EvaluationReader {
    private static final int LONGEST_TEXT = 1_024;
    private static final List<String> TEXTS_OF_CONTEXT = List.of("agent", "session_id", "trace_id", "hook");

    public EvaluationRequest read(Json.Obj request) throws ProblemException {
        Json.Obj subject = requiredObject(request, "subject", "{\"type\", \"id\"}");
        Json.Obj action = requiredObject(request, "action", "{\"name\"}");
        Json.Obj resource = requiredObject(request, "resource", "{\"type\", \"id\"}");
        Json.Obj context = optionalObject(request, "context", "context");
        optionalObject(context, "arguments", "context.arguments");
        for (String name : TEXTS_OF_CONTEXT) {
            optionalText(context, name, "context." + name);
        }
        Json.Obj properties = optionalObject(resource, "properties", "resource.properties");
        optionalText(properties, "server", "resource.properties.server");
        optionalText(properties, "definition_digest", "resource.properties.definition_digest");
        return new EvaluationRequest(
                requiredText(subject, "type", "subject.type"),
                requiredText(subject, "id", "subject.id"),
                optionalObject(subject, "properties", "subject.properties"),
                requiredText(action, "name", "action.name"),
                optionalObject(action, "properties", "action.properties"),
                requiredText(resource, "type", "resource.type"),
                requiredText(resource, "id", "resource.id"),
                properties,
                context,
                explain(context),
                plan(context),
                optionalText(context, "reservation", "context.reservation"));
    }

    private static Optional<StepReference> plan(Json.Obj context) throws ProblemException {
        if (present(context, "plan").isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(StepReference.read(optionalObject(context, "plan", "context.plan")));
    }

    private static Explain explain(Json.Obj context) throws ProblemException {
        Optional<Json> explain = present(context, "explain");
        if (explain.isEmpty()) {
            return Explain.NO;
        }
        if (explain.get() instanceof Json.Str(String word)) {
            if (word.equals("reason")) {
                return Explain.REASON;
            }
            if (word.equals("full")) {
                return Explain.FULL;
            }
        }
        throw expected("context.explain", "\"reason\" or \"full\"");
    }

    private static Json.Obj requiredObject(Json.Obj parent, String name, String form) throws ProblemException {
        if (present(parent, name).isEmpty()) {
            throw expected(name, "an object " + form + "; it is missing");
        }
        if (parent.get(name).orElseThrow() instanceof Json.Obj object) {
            return object;
        }
        throw expected(name, "an object " + form);
    }

    public static Json.Obj optionalObject(Json.Obj parent, String name, String path) throws ProblemException {
        Optional<Json> value = present(parent, name);
        if (value.isEmpty()) {
            return Json.Obj.EMPTY;
        }
        if (value.get() instanceof Json.Obj object) {
            return object;
        }
        throw expected(path, "an object");
    }

    public static String requiredText(Json.Obj parent, String name, String path) throws ProblemException {
        return optionalText(parent, name, path).orElseThrow(() -> expected(path, "a string; it is missing"));
    }

    public static Optional<String> optionalText(Json.Obj parent, String name, String path) throws ProblemException {
        Optional<Json> value = present(parent, name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (!(value.get() instanceof Json.Str(String text))) {
            throw expected(path, "a string");
        }
        if (text.isEmpty() || text.length() > LONGEST_TEXT) {
            throw expected(path, "a string of 1 to 1,024 characters");
        }
        return Optional.of(text);
    }

    /** A member that is null is as good as none. */
    private static Optional<Json> present(Json.Obj parent, String name) {
        return parent.get(name).filter(value -> value != Json.Null.NULL);
    }

    public static ProblemException expected(String path, String what) {
        return new ProblemException(Problem.badRequest("'" + path + "': expected " + what + "."));
    }
}
