package dev.tollgate.core.authzen;

import dev.tollgate.core.agent.Agent;
import dev.tollgate.core.agent.Caller;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.policy.Call;
import dev.tollgate.core.record.Pseudonyms;
import java.util.Optional;

/**
 * Whom a request is about. Of what the caller says of the subject, only who it is counts, and only within the caller's
 * scope.
 *
 * @param agentId present when the subject is an agent
 * @param onBehalfOf the end user for whom the agent acts, when the request says so
 */
public record Question(EvaluationRequest request, Optional<String> agentId, Optional<String> onBehalfOf) {

    /**
     * Understands the two ways to name an agent: {@code subject.type "agent"}, and COAZ-MCP's default mapping, where
     * the subject is the end user and {@code context.agent} the agent.
     */
    public static Question of(EvaluationRequest request) {
        if (request.subjectType().equals("agent")) {
            return new Question(request, Optional.of(request.subjectId()), Optional.empty());
        }
        Optional<String> agent = request.context().text("agent").filter(id -> !id.isEmpty());
        if (request.subjectType().equals("identity") && agent.isPresent()) {
            return new Question(request, agent, Optional.of(request.subjectId()));
        }
        return new Question(request, Optional.empty(), Optional.empty());
    }

    public String subjectType() {
        return agentId.isPresent() ? "agent" : request.subjectType();
    }

    public String subjectId() {
        return agentId.orElse(request.subjectId());
    }

    /** Whether the caller may ask this at all. */
    public boolean mayBeAskedBy(Caller caller) {
        return switch (caller.role()) {
            case AGENT, ENFORCER ->
                caller.mayAskAbout(subjectType(), subjectId())
                        && server().map(caller::mayAskForServer).orElse(true);
            case APPROVER, AUDITOR -> false;
        };
    }

    /** Whether the caller may ask of those of this kind that are in its scope. */
    public boolean isForRoleOf(Caller caller) {
        return switch (caller.role()) {
            case AGENT, ENFORCER -> server().map(caller::mayAskForServer).orElse(true);
            case APPROVER, AUDITOR -> false;
        };
    }

    private Optional<String> server() {
        return request.resourceProperties().text("server");
    }

    /** @param agent what the registry says, when the subject is an agent */
    public Call call(Optional<Agent> agent, Bundle bundle) {
        return new Call(
                agent.map(known -> new Call.Subject(
                                "agent",
                                known.id(),
                                known.roles(),
                                known.owner(),
                                known.purpose(),
                                request.subjectProperties()))
                        .orElseGet(() -> new Call.Subject(
                                request.subjectType(),
                                request.subjectId(),
                                bundle.rolesOf(request.subjectType(), request.subjectId()),
                                "",
                                "",
                                request.subjectProperties())),
                new Call.Action(request.action(), request.actionProperties()),
                new Call.Resource(request.resourceType(), request.resourceId(), request.resourceProperties()),
                tool(bundle),
                request.context());
    }

    private Optional<Call.Tool> tool(Bundle bundle) {
        return request.isForTool()
                ? server().flatMap(server -> bundle.tool(server, request.resourceId()))
                : Optional.empty();
    }

    /** The arguments, when there are any. */
    public Optional<Json.Obj> arguments() {
        return request.context().object("arguments");
    }

    /** Tells this call from every other: who does what with what, and with which arguments, exactly as they are written. */
    public String digest(Pseudonyms pseudonyms) {
        var call = Json.object()
                .put("subject_type", subjectType())
                .put("subject", subjectId())
                .put("user", onBehalfOf)
                .put("action", request.action())
                .put("action_properties", request.actionProperties())
                .put("resource_type", request.resourceType())
                .put("resource", request.resourceId())
                .put("resource_properties", request.resourceProperties());
        arguments().ifPresent(arguments -> call.put("arguments", arguments));
        return pseudonyms.digestOf("call", call.build());
    }

    /** Whether the answer is to tell what each rule came to. */
    public boolean isExplained() {
        return request.explain() == EvaluationRequest.Explain.FULL;
    }
}
