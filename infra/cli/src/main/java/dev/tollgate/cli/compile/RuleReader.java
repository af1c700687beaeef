package dev.tollgate.cli.compile;

import dev.tollgate.core.policy.Effect;
import dev.tollgate.core.policy.Rule;
import dev.tollgate.core.policy.Ruling;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the rules of a policy. */
final class RuleReader {
    private static final Map<String, Effect> EFFECTS = Words.of(Effect.class, Effect::word);

    /** The fields that only some effects have. */
    private static final Map<String, Set<Effect>> FIELDS_OF_EFFECTS = new LinkedHashMap<>();

    static {
        FIELDS_OF_EFFECTS.put("reason", EnumSet.complementOf(EnumSet.of(Effect.ALLOW)));
        FIELDS_OF_EFFECTS.put("code", EnumSet.of(Effect.DENY));
        FIELDS_OF_EFFECTS.put("redirect", EnumSet.of(Effect.DENY));
        FIELDS_OF_EFFECTS.put("approvers", EnumSet.of(Effect.APPROVE));
        FIELDS_OF_EFFECTS.put("grant", EnumSet.of(Effect.APPROVE));
        FIELDS_OF_EFFECTS.put("acr", EnumSet.of(Effect.STEP_UP));
        FIELDS_OF_EFFECTS.put("obligations", EnumSet.complementOf(EnumSet.of(Effect.DENY)));
    }

    /** Stands for a ruling that could not be read. */
    private static final Ruling NONE = new Ruling.Deny(Optional.empty(), Optional.empty());

    private final ConditionReader conditions;
    private final RulingReader rulings;
    private final ObligationReader obligations;

    RuleReader(ConditionReader conditions, RulingReader rulings, ObligationReader obligations) {
        this.conditions = conditions;
        this.rulings = rulings;
        this.obligations = obligations;
    }

    /** A rule and where it stands. */
    record ReadRule(Rule rule, Value at, Optional<Value> when) {}

    List<ReadRule> read(Value list, Scope scope) {
        var rules = new ArrayList<ReadRule>();
        var ids = new HashSet<String>();
        for (Value item : list.list()) {
            item.fields(Shape.RULE).ifPresent(fields -> {
                Optional<Value> id = fields.required("id", "a name that no other rule of the policy has");
                Optional<String> name = id.flatMap(Document::name);
                name.filter(text -> !ids.add(text))
                        .ifPresent(text -> id.get().problem("another rule of this policy is called '" + text + "'"));
                rules.add(new ReadRule(rule(name.orElse("?"), fields, scope), item, fields.optional("when")));
            });
        }
        return rules;
    }

    private Rule rule(String id, Fields fields, Scope scope) {
        Optional<Effect> effect =
                fields.required("effect", "allow, deny, approve or step_up").flatMap(value -> value.oneOf(EFFECTS));
        effect.ifPresent(each -> checkFields(fields, each));
        return new Rule(
                id,
                effect.map(each -> rulings.read(each, fields, scope)).orElse(NONE),
                fields.optional("when").map(value -> conditions.condition(value, scope.arguments())),
                fields.optional("reason").flatMap(value -> value.sentence("a reason is a sentence for the agent")),
                effect.filter(each -> each != Effect.DENY)
                        .flatMap(each -> fields.optional("obligations"))
                        .map(list -> obligations.read(list, scope))
                        .orElse(List.of()));
    }

    private static void checkFields(Fields fields, Effect effect) {
        FIELDS_OF_EFFECTS.forEach((name, effects) -> {
            if (fields.has(name) && !effects.contains(effect)) {
                String words = effects.stream().map(Effect::word).collect(Collectors.joining(" or "));
                fields.problem(
                        name,
                        "'" + name + "' means nothing with 'effect: " + effect.word() + "' (expected only with " + words
                                + ")");
            }
        });
    }
}
