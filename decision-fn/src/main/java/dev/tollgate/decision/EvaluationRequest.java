package dev.tollgate.decision;

import dev.tollgate.core.json.Json;

/**
 * One question of AuthZEN: may this subject do this to that resource?
 *
 * @param context what else is known of the call, such as {@code arguments}
 */
record EvaluationRequest(
        String subjectType,
        String subjectId,
        Json.Obj subjectProperties,
        String action,
        Json.Obj actionProperties,
        String resourceType,
        String resourceId,
        Json.Obj resourceProperties,
        Json.Obj context,
        Explain explain) {

    enum Explain {
        NO,
        REASON,
        FULL
    }

    boolean isForTool() {
        return resourceType.equals("tool");
    }
}
