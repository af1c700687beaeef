package dev.tollgate.cli.compile;

import dev.tollgate.core.policy.Effect;
import dev.tollgate.core.policy.Mode;
import dev.tollgate.core.policy.Policy;
import dev.tollgate.core.policy.ReasonCode;
import dev.tollgate.core.policy.Rule;
import dev.tollgate.core.policy.Ruling;
import dev.tollgate.core.policy.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads a policy and its rules. */
final class PolicyReader {
    private static final Shape POLICY =
            Shape.of("mode", "target", "rules", "limits").later("schedule", "exceptions");
    private static final Shape RULE = Shape.of("id", "effect", "when", "reason", "code")
            .later("obligations", "approvers", "grant", "acr", "redirect");
    private static final Map<String, Effect> EFFECTS = Document.words("allow", Effect.ALLOW, "deny", Effect.DENY);
    private static final Set<String> LATER_EFFECTS = Set.of("approve", "step_up");
    private static final int LONGEST_REASON = 500;

    /** Codes that a denial by a rule cannot have: they say that something else happened, or is in the answer. */
    private static final Set<ReasonCode> NOT_FOR_RULES = EnumSet.of(
            ReasonCode.ALLOWED,
            ReasonCode.NO_MATCHING_POLICY,
            ReasonCode.RATE_LIMITED,
            ReasonCode.LIMIT_COST_TOO_LARGE,
            ReasonCode.APPROVAL_REQUIRED,
            ReasonCode.STEP_UP_REQUIRED,
            ReasonCode.OBLIGATION_UNSUPPORTED,
            ReasonCode.REDIRECTED,
            ReasonCode.POLICY_ERROR,
            ReasonCode.PLAN_MISMATCH,
            ReasonCode.AUDIT_UNAVAILABLE,
            ReasonCode.STORE_UNAVAILABLE);

    private final TargetReader targets;
    private final ConditionReader conditions;
    private final Set<String> limitNames;
    private final Set<String> usedLimits = new HashSet<>();

    PolicyReader(TargetReader targets, ConditionReader conditions, Set<String> limitNames) {
        this.targets = targets;
        this.conditions = conditions;
        this.limitNames = limitNames;
    }

    /** The limits that the policies read so far name. */
    Set<String> usedLimits() {
        return usedLimits;
    }

    Optional<Policy> read(Document document) {
        return document.fields(POLICY).map(fields -> read(document.name(), fields));
    }

    private Policy read(String name, Fields fields) {
        fields.optional("mode").ifPresent(BundleReader::onlyEnforce);
        Target target = fields.required("target", "which calls it is about; 'target: {}' for every tool call")
                .map(targets::read)
                .orElse(new Target(List.of(), List.of(), List.of(), List.of()));
        List<Rule> rules =
                fields.required("rules", "a list of rules").map(this::rules).orElse(List.of());
        List<String> limits = fields.optional("limits").map(this::limits).orElse(List.of());
        if (!limits.isEmpty() && rules.stream().noneMatch(rule -> rule.effect() == Effect.ALLOW)) {
            fields.problem("limits", "limits count the calls that this policy allows, and it has no rule that allows");
        }
        return new Policy(name, Mode.ENFORCE, target, Optional.empty(), rules, limits, List.of());
    }

    private List<Rule> rules(Value list) {
        var rules = new ArrayList<Rule>();
        var ids = new HashSet<String>();
        for (Value item : list.list()) {
            item.fields(RULE).ifPresent(fields -> {
                Optional<Value> id = fields.required("id", "a name that no other rule of the policy has");
                Optional<String> name = id.flatMap(Document::name);
                name.filter(text -> !ids.add(text))
                        .ifPresent(text -> id.get().problem("another rule of this policy is called '" + text + "'"));
                rules.add(rule(name.orElse("?"), fields));
            });
        }
        return rules;
    }

    private Rule rule(String id, Fields fields) {
        Optional<Effect> effect = fields.required("effect", "allow or deny").flatMap(PolicyReader::effect);
        if (effect.isPresent() && effect.get() == Effect.ALLOW) {
            for (String name : List.of("reason", "code")) {
                if (fields.has(name)) {
                    fields.problem(name, "'" + name + "' is what a denial says (expected only with effect: deny)");
                }
            }
        }
        Optional<ReasonCode> code = fields.optional("code").flatMap(PolicyReader::code);
        return new Rule(
                id,
                effect.orElse(Effect.DENY) == Effect.ALLOW
                        ? new Ruling.Allow()
                        : new Ruling.Deny(code, Optional.empty()),
                fields.optional("when").map(conditions::condition),
                fields.optional("reason").flatMap(PolicyReader::reason),
                List.of());
    }

    private static Optional<Effect> effect(Value value) {
        boolean later = value.text().filter(LATER_EFFECTS::contains).isPresent();
        if (later) {
            value.problem("effect " + value.text().orElseThrow() + " is not supported yet (expected allow or deny)");
            return Optional.empty();
        }
        return value.oneOf(EFFECTS);
    }

    private static Optional<String> reason(Value value) {
        return value.text().filter(text -> {
            boolean good = !text.isBlank() && text.length() <= LONGEST_REASON;
            if (!good) {
                value.problem("a reason is a sentence for the agent (expected 1 to " + LONGEST_REASON + " characters)");
            }
            return good;
        });
    }

    private static Optional<ReasonCode> code(Value value) {
        return value.text().flatMap(word -> {
            Optional<ReasonCode> code = ReasonCode.ofWord(word).filter(each -> !NOT_FOR_RULES.contains(each));
            if (code.isEmpty()) {
                List<String> words = Arrays.stream(ReasonCode.values())
                        .filter(each -> !NOT_FOR_RULES.contains(each))
                        .map(ReasonCode::word)
                        .toList();
                value.problem("'" + Value.shortened(word) + "' is no code for a rule (expected " + Value.any(words)
                        + ")" + Suggestion.after(word, words));
            }
            return code;
        });
    }

    private List<String> limits(Value list) {
        var limits = new ArrayList<String>();
        for (Value item : list.distinctTexts()) {
            String name = item.text().orElseThrow();
            if (limitNames.contains(name)) {
                limits.add(name);
                usedLimits.add(name);
            } else {
                item.problem("there is no limit '" + Value.shortened(name) + "'"
                        + Suggestion.after(name, new TreeSet<>(limitNames)));
            }
        }
        return limits;
    }
}
