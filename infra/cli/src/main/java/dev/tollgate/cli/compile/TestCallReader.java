package dev.tollgate.cli.compile;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.policy.Call;
import dev.tollgate.core.policy.Obligation;
import java.util.List;
import java.util.Optional;

/** Reads who asks for what in a test's case, and makes of it the call that the decision function would. */
final class TestCallReader {
    private static final String TOOL_CALL = "tools/call";

    private final Bundle bundle;

    TestCallReader(Bundle bundle) {
        this.bundle = bundle;
    }

    Optional<Call> read(Value item, Fields fields) {
        Optional<Call.Subject> subject = subject(item, fields);
        return fields.required("request", "{tool: server/tool, arguments} or {action, resource}")
                .flatMap(request -> request.fields(Shape.REQUEST).flatMap(each -> request(request, each)))
                .flatMap(request -> subject.map(who -> call(who, request)));
    }

    private record Request(Call.Action action, Call.Resource resource, Json.Obj context) {}

    private Call call(Call.Subject subject, Request request) {
        Call.Resource resource = request.resource();
        Optional<Call.Tool> tool = resource.properties()
                .text("server")
                .filter(server -> resource.type().equals("tool"))
                .flatMap(server -> bundle.tool(server, resource.id()));
        return new Call(subject, request.action(), resource, tool, request.context());
    }

    private Optional<Call.Subject> subject(Value item, Fields fields) {
        if (fields.has("agent") == fields.has("subject")) {
            item.problem("a case is about an agent or another subject (expected 'agent' or 'subject')");
            return Optional.empty();
        }
        return fields.optional("agent")
                .flatMap(TestCallReader::agent)
                .or(() -> fields.optional("subject").flatMap(this::other));
    }

    private static Optional<Call.Subject> agent(Value value) {
        return value.fields(Shape.TEST_AGENT)
                .flatMap(fields -> fields.required("id", "the agent's id")
                        .flatMap(Value::text)
                        .map(id -> new Call.Subject(
                                "agent",
                                id,
                                roles(fields),
                                fields.optional("owner").flatMap(Value::text).orElse(""),
                                fields.optional("purpose").flatMap(Value::text).orElse(""),
                                object(fields, "properties"))));
    }

    private static List<String> roles(Fields fields) {
        return fields.optional("roles").map(Value::texts).orElse(List.of());
    }

    /** Its roles are those that the bundle's data gives it. */
    private Optional<Call.Subject> other(Value value) {
        return value.fields(Shape.TEST_SUBJECT).flatMap(fields -> {
            Optional<Value> type = fields.required("type", "such as user");
            Optional<String> id = fields.required("id", "the subject's id").flatMap(Value::text);
            Json.Obj properties = object(fields, "properties");
            return type.flatMap(Value::text)
                    .filter(word -> isOther(type.get(), word))
                    .flatMap(word -> id.map(
                            name -> new Call.Subject(word, name, bundle.rolesOf(word, name), "", "", properties)));
        });
    }

    private static boolean isOther(Value type, String word) {
        boolean isAgent = word.equals("agent");
        if (isAgent) {
            type.problem("an agent, with its roles, is described under 'agent' instead of 'subject'");
        }
        return !isAgent;
    }

    private static Optional<Request> request(Value request, Fields fields) {
        if (fields.has("tool") == fields.has("resource")) {
            request.problem("a request is for a tool or another resource (expected 'tool' or 'resource')");
            return Optional.empty();
        }
        return fields.has("tool") ? toolRequest(fields) : otherRequest(fields);
    }

    private static Optional<Request> toolRequest(Fields fields) {
        Optional<Call.Resource> resource = fields.optional("tool")
                .flatMap(value -> value.text()
                        .flatMap(name -> tool(
                                value,
                                name,
                                fields.optional("definition_digest").flatMap(Value::text))));
        String action = fields.optional("action").flatMap(Value::text).orElse(TOOL_CALL);
        Optional<Json.Obj> arguments = fields.optional("arguments").flatMap(Value::object);
        Json.Obj context = context(fields, arguments);
        return resource.map(what -> new Request(new Call.Action(action, Json.Obj.EMPTY), what, context));
    }

    private static Optional<Call.Resource> tool(Value value, String name, Optional<String> digest) {
        int slash = name.indexOf('/');
        if (slash <= 0 || slash == name.length() - 1) {
            value.problem("'" + Value.shortened(name) + "' names no tool (expected server/tool, such as crm/query)");
            return Optional.empty();
        }
        return Optional.of(new Call.Resource(
                "tool",
                name.substring(slash + 1),
                Json.object()
                        .put("server", name.substring(0, slash))
                        .put("definition_digest", digest)
                        .build()));
    }

    private static Optional<Request> otherRequest(Fields fields) {
        for (String name : List.of("arguments", "definition_digest")) {
            if (fields.has(name)) {
                fields.problem(name, "only a request for a tool has '" + name + "' (expected 'tool')");
            }
        }
        Optional<String> action =
                fields.required("action", "the name of an action").flatMap(Value::text);
        Optional<Call.Resource> resource = fields.optional("resource")
                .flatMap(value -> value.fields(Shape.TEST_RESOURCE))
                .flatMap(TestCallReader::resource);
        Json.Obj context = context(fields, Optional.empty());
        return action.flatMap(name ->
                resource.map(what -> new Request(new Call.Action(name, Json.Obj.EMPTY), what, context)));
    }

    private static Optional<Call.Resource> resource(Fields fields) {
        Optional<String> type = fields.required("type", "such as todo").flatMap(Value::text);
        Optional<String> id = fields.required("id", "the resource's id").flatMap(Value::text);
        Json.Obj properties = object(fields, "properties");
        return type.flatMap(word -> id.map(name -> new Call.Resource(word, name, properties)));
    }

    /** A hook that can do everything asks, unless the case says what it can. */
    private static Json.Obj context(Fields fields, Optional<Json.Obj> arguments) {
        Json.Obj given = object(fields, "context");
        if (given.get("arguments").isPresent()) {
            fields.problem("context", "arguments are given as 'arguments' of the request, beside 'tool'");
        }
        var context = Json.object();
        context.put(
                "supported_obligations",
                Json.texts(Obligation.TYPES.stream().sorted().toList()));
        given.members().forEach(context::put);
        arguments.ifPresent(each -> context.put("arguments", each));
        return context.build();
    }

    private static Json.Obj object(Fields fields, String name) {
        return fields.optional(name).flatMap(Value::object).orElse(Json.Obj.EMPTY);
    }
}
