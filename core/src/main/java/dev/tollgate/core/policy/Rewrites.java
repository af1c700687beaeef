package dev.tollgate.core.policy;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.ReadyPolicy.ReadyRule;
import dev.tollgate.core.policy.Verdict.Reason;
import dev.tollgate.core.policy.expr.Outcome;
import dev.tollgate.core.policy.expr.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The arguments that rules want otherwise than they were sent.
 *
 * @param fault why they cannot be had
 */
record Rewrites(Map<String, Json> changes, Optional<Reason> fault) {

    static Rewrites of(List<ReadyRule> allowing, Json.Obj arguments, Evaluator evaluator) {
        var values = new TreeMap<String, Json>();
        for (ReadyRule rule : allowing) {
            for (var rewrite : rule.rewrites().entrySet()) {
                String name = rewrite.getKey();
                Optional<Json> value = value(evaluator.value(rewrite.getValue()));
                if (value.isEmpty()) {
                    return refused(rule, "A rule could not work out the argument '" + name + "'.");
                }
                Json other = values.putIfAbsent(name, value.get());
                if (other != null && !other.equals(value.get())) {
                    return refused(rule, "Rules set the argument '" + name + "' to different values.");
                }
            }
        }
        values.entrySet().removeIf(change -> arguments.get(change.getKey()).equals(Optional.of(change.getValue())));
        return new Rewrites(values, Optional.empty());
    }

    Json.Obj applied(Json.Obj arguments) {
        var members = new java.util.LinkedHashMap<>(arguments.members());
        members.putAll(changes);
        return new Json.Obj(members);
    }

    private static Optional<Json> value(Outcome outcome) {
        return outcome instanceof Outcome.Known(Object value) ? Values.json(value) : Optional.empty();
    }

    private static Rewrites refused(ReadyRule rule, String message) {
        return new Rewrites(Map.of(), Optional.of(rule.reason(ReasonCode.POLICY_ERROR, message)));
    }
}
