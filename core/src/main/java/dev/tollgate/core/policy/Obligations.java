package dev.tollgate.core.policy;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.ObligationRule.Cap;
import dev.tollgate.core.policy.ReadyPolicy.ReadyRule;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Puts together what the rules that allow a call ask of its hook: of two that ask the same, the stricter. */
final class Obligations {
    private Obligations() {}

    /** In the order of their types, so that equal decisions are equal texts; without rewritten arguments. */
    static List<Obligation> of(List<ReadyRule> allowing) {
        var profiles = new TreeSet<String>();
        var warnings = new LinkedHashSet<String>();
        Optional<Cap> cap = Optional.empty();
        for (ReadyRule rule : allowing) {
            for (ObligationRule obligation : rule.rule().obligations()) {
                switch (obligation) {
                    case ObligationRule.Redact(String profile) -> profiles.add(profile);
                    case ObligationRule.CapResponse(Cap another) ->
                        cap = Optional.of(cap.map(another::strictest).orElse(another));
                    case ObligationRule.Warn(String message) -> warnings.add(message);
                    case ObligationRule.RewriteArguments rewrite -> {}
                }
            }
        }
        var obligations = new ArrayList<Obligation>();
        cap.map(Obligations::capResponse).ifPresent(obligations::add);
        profiles.forEach(profile -> obligations.add(one(Obligation.REDACT, "profile", Json.of(profile))));
        warnings.forEach(message -> obligations.add(one(Obligation.WARN, "message", Json.of(message))));
        return obligations;
    }

    static Obligation rewriteArguments(Map<String, Json> set) {
        return one(Obligation.REWRITE_ARGUMENTS, "set", new Json.Obj(set));
    }

    /** AuthZEN obligations profile 1.0, section "Step-up". */
    static Obligation stepUp(String acr) {
        return one(Obligation.STEP_UP, "acr_value", Json.of(acr));
    }

    private static Obligation capResponse(Cap cap) {
        var properties = Json.object();
        cap.bytes().ifPresent(bytes -> properties.put("bytes", bytes));
        cap.rows().ifPresent(rows -> properties.put("rows", rows));
        cap.depth().ifPresent(depth -> properties.put("depth", depth));
        return new Obligation(Obligation.CAP_RESPONSE, properties.build());
    }

    private static Obligation one(String type, String property, Json value) {
        return new Obligation(type, Json.object().put(property, value).build());
    }
}
