package dev.tollgate.decision;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.agent.AgentDirectory;
import dev.tollgate.core.agent.Caller;
import dev.tollgate.core.authzen.EvaluationRequest;
import dev.tollgate.core.authzen.Question;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.policy.Glob;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a search looks at: what the catalogue, the bundle's data and the registry hold of the searched kind. */
final class Candidates {
    /** Each agent is a read of the registry, unless it is remembered. */
    private static final int MOST_AGENTS = 100;

    private static final int MOST = 2_000;

    private static final Map<String, String> OF_MCP =
            Map.of("tool", "tools/call", "resource", "resources/read", "prompt", "prompts/get");

    private final AgentDirectory directory;

    Candidates(AgentDirectory directory) {
        this.directory = directory;
    }

    /**
     * @param name in the order of which candidates come
     * @param entity as the result shows it
     */
    record Candidate(String name, Json.Obj entity, EvaluationRequest question) {}

    /** @param isLast whether there are no more after these */
    record Some(List<Candidate> candidates, boolean isLast) {}

    Some after(String after, SearchRequest request, Bundle bundle, Caller caller, Deadline deadline)
            throws StoreException {
        EvaluationRequest question = request.question();
        return switch (request.kind()) {
            case SUBJECT ->
                question.subjectType().equals("agent")
                        ? agents(after, question, caller, deadline)
                        : some(after, subjects(question, bundle, caller), subject -> subject);
            case RESOURCE ->
                question.isForTool()
                        ? some(after, tools(question, bundle, caller), tool -> tool)
                        : some(after, resources(request, bundle), id -> resource(question, id));
            case ACTION -> some(after, actions(bundle, question), name -> action(question, name));
        };
    }

    /** Goes on until one is in the caller's scope: the names of others are not for a page token, which anyone can read. */
    private Some agents(String after, EvaluationRequest question, Caller caller, Deadline deadline)
            throws StoreException {
        while (true) {
            List<String> ids = directory.agentsAfter(after, MOST_AGENTS, deadline);
            boolean isLast = ids.size() < MOST_AGENTS;
            List<Candidate> inScope = ids.stream()
                    .map(id -> subject(question, id))
                    .filter(candidate -> isInScope(candidate, caller))
                    .toList();
            if (isLast || !inScope.isEmpty()) {
                return new Some(inScope, isLast);
            }
            after = ids.getLast();
        }
    }

    private static TreeMap<String, Candidate> subjects(EvaluationRequest question, Bundle bundle, Caller caller) {
        var subjects = new TreeMap<String, Candidate>();
        entities(bundle, question.subjectType()).keySet().stream()
                .map(id -> subject(question, id))
                .filter(candidate -> isInScope(candidate, caller))
                .forEach(candidate -> subjects.put(candidate.name(), candidate));
        return subjects;
    }

    /** A search is no way to hear about whom a question may not be asked. */
    private static boolean isInScope(Candidate candidate, Caller caller) {
        return Question.of(candidate.question()).mayBeAskedBy(caller);
    }

    private static <T> Some some(String after, TreeMap<String, T> byName, Function<T, Candidate> candidate) {
        List<Candidate> candidates = byName.tailMap(after, false).values().stream()
                .limit(MOST)
                .map(candidate)
                .toList();
        return new Some(candidates, candidates.size() < MOST);
    }

    private static TreeMap<String, Candidate> tools(EvaluationRequest question, Bundle bundle, Caller caller) {
        Optional<String> only = question.resourceProperties().text("server");
        var tools = new TreeMap<String, Candidate>();
        bundle.servers().forEach((server, catalogue) -> {
            if (only.map(server::equals).orElse(true) && caller.mayAskForServer(server)) {
                catalogue.tools().keySet().forEach(tool -> {
                    Candidate candidate = tool(question, server, tool);
                    tools.put(candidate.name(), candidate);
                });
            }
        });
        return tools;
    }

    private static TreeMap<String, String> resources(SearchRequest request, Bundle bundle) {
        return request.among()
                .map(ids -> sorted(ids.stream()))
                .orElseGet(() -> entities(bundle, request.question().resourceType()));
    }

    /** The entities of a type, in any of the bundle's Data documents. */
    private static TreeMap<String, String> entities(Bundle bundle, String type) {
        return sorted(bundle.entities()
                .flatMap(entities -> entities.object(type).stream())
                .flatMap(ofType -> ofType.members().keySet().stream()));
    }

    /** Those that policies name, and what MCP does with such a resource. Else, a pattern names none. */
    private static TreeMap<String, String> actions(Bundle bundle, EvaluationRequest question) {
        Stream<String> named = bundle.policies().stream()
                .flatMap(policy -> policy.target().actions().stream())
                .filter(Glob::isLiteral)
                .map(Glob::pattern);
        return sorted(Stream.concat(named, Optional.ofNullable(OF_MCP.get(question.resourceType())).stream()));
    }

    private static TreeMap<String, String> sorted(Stream<String> names) {
        return names.distinct().collect(Collectors.toMap(name -> name, name -> name, (one, same) -> one, TreeMap::new));
    }

    private static Candidate subject(EvaluationRequest question, String id) {
        return new Candidate(id, entity(question.subjectType(), id), question.withSubject(id));
    }

    private static Candidate resource(EvaluationRequest question, String id) {
        return new Candidate(id, entity(question.resourceType(), id), question.withResource(id));
    }

    private static Candidate action(EvaluationRequest question, String name) {
        return new Candidate(name, Json.object().put("name", name).build(), question.withAction(name));
    }

    private static Candidate tool(EvaluationRequest question, String server, String tool) {
        Json.Obj entity = Json.object()
                .put("type", "tool")
                .put("id", tool)
                .put("properties", Json.object().put("server", server).build())
                .build();
        // A server's name has no slash, so that these names are in the order of servers.
        return new Candidate(server + "/" + tool, entity, question.withTool(server, tool));
    }

    private static Json.Obj entity(String type, String id) {
        return Json.object().put("type", type).put("id", id).build();
    }
}
