package dev.tollgate.core.policy;

import dev.tollgate.core.argument.Understanding;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.expr.Input;
import dev.tollgate.core.policy.expr.Inputs;
import dev.tollgate.core.scan.JsonScan.Found;
import java.util.LinkedHashMap;
import java.util.List;

/** Binds what conditions may read of one call. What nothing works out yet is empty, so that it is not an error. */
final class Variables {
    private static final Json NO_ITEMS = new Json.Arr(List.of());

    /** Without {@code session} and {@code trace}: a condition that names one errs where the call names none. */
    private static final Json.Obj NO_HISTORY = Json.object()
            .put("labels", NO_ITEMS)
            .put("calls", Json.Obj.EMPTY)
            .put("amounts", Json.Obj.EMPTY)
            .put("first_use", Json.of(false))
            .build();

    private static final List<Input> FROM_ARGUMENTS =
            List.of(Input.ARGS, Input.SQL, Input.URLS, Input.HOSTS, Input.PATHS, Input.FINDINGS);

    private Variables() {}

    static Inputs of(Call call, Understanding understood, Found findings, Situation situation, Json.Obj data) {
        return new Inputs()
                .bind(Input.SUBJECT, call.subject().toJson())
                .bind(Input.ACTION, call.action().toJson())
                .bind(Input.RESOURCE, call.resource().toJson())
                .bind(Input.CONTEXT, call.contextWithoutArguments())
                .bind(Input.TOOL, call.tool().<Json>map(Call.Tool::toJson).orElse(Json.Obj.EMPTY))
                .bind(Input.ARGS, call.arguments())
                .bind(Input.DATA, data)
                .bind(Input.SQL, understood.sql().toJson())
                .bind(Input.URLS, Json.texts(understood.urls()))
                .bind(Input.HOSTS, Json.texts(understood.hosts()))
                .bind(Input.PATHS, Json.texts(understood.paths()))
                .bind(Input.FINDINGS, Json.texts(findings.words()))
                .bind(Input.HISTORY, history(situation.history()))
                .bind(Input.POSTURE, Json.of(situation.inForce().posture().word()))
                .bind(Input.NOW, situation.now());
    }

    /** What derives from arguments has a value that nobody knows yet. */
    static Inputs ofUnknownArguments(Call call, Situation situation, Json.Obj data) {
        Inputs inputs = of(call, Understanding.NOTHING, Found.NOTHING, situation, data);
        for (Input input : FROM_ARGUMENTS) {
            inputs.bindUnknown(input);
        }
        return inputs;
    }

    private static Json history(Json.Obj given) {
        if (given.members().isEmpty()) {
            return NO_HISTORY;
        }
        var members = new LinkedHashMap<>(NO_HISTORY.members());
        members.putAll(given.members());
        return new Json.Obj(members);
    }
}
