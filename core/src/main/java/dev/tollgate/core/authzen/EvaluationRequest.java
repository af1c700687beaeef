package dev.tollgate.core.authzen;

import dev.tollgate.core.json.Json;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * One question of AuthZEN: may this subject do this to that resource?
 *
 * @param context what else is known of the call, such as {@code arguments}
 * @param plan the step that the call says it is
 * @param reservation the id of the reservation for which the call says it comes
 */
public record EvaluationRequest(
        String subjectType,
        String subjectId,
        Json.Obj subjectProperties,
        String action,
        Json.Obj actionProperties,
        String resourceType,
        String resourceId,
        Json.Obj resourceProperties,
        Json.Obj context,
        Explain explain,
        Optional<StepReference> plan,
        Optional<String> reservation) {

    public enum Explain {
        NO,
        REASON,
        FULL
    }

    public boolean isForTool() {
        return resourceType.equals("tool");
    }

    public EvaluationRequest withSubject(String id) {
        return with(id, action, resourceId, resourceProperties);
    }

    public EvaluationRequest withAction(String name) {
        return with(subjectId, name, resourceId, resourceProperties);
    }

    public EvaluationRequest withResource(String id) {
        return with(subjectId, action, id, resourceProperties);
    }

    public EvaluationRequest withTool(String server, String tool) {
        var properties = new LinkedHashMap<>(resourceProperties.members());
        properties.put("server", Json.of(server));
        return with(subjectId, action, tool, new Json.Obj(properties));
    }

    private EvaluationRequest with(String subject, String actionName, String resource, Json.Obj ofResource) {
        return new EvaluationRequest(
                subjectType,
                subject,
                subjectProperties,
                actionName,
                actionProperties,
                resourceType,
                resource,
                ofResource,
                context,
                explain,
                plan,
                reservation);
    }
}
