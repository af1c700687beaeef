package dev.tollgate.cli.compile;

import dev.tollgate.cli.compile.ArgumentType.ObjectOf;
import dev.tollgate.core.policy.Obligation;
import dev.tollgate.core.policy.ObligationRule;
import dev.tollgate.core.policy.ObligationRule.Cap;
import dev.tollgate.core.policy.ObligationRule.CapResponse;
import dev.tollgate.core.policy.ObligationRule.Redact;
import dev.tollgate.core.policy.ObligationRule.RewriteArguments;
import dev.tollgate.core.policy.ObligationRule.Warn;
import dev.tollgate.core.policy.expr.Expr;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what a rule asks of the hook when it lets a call through. */
final class ObligationReader {
    private static final Map<String, Shape> TYPES = new LinkedHashMap<>();

    static {
        TYPES.put(Obligation.REDACT, Shape.REDACT);
        TYPES.put(Obligation.CAP_RESPONSE, Shape.CAP_RESPONSE);
        TYPES.put(Obligation.REWRITE_ARGUMENTS, Shape.REWRITE_ARGUMENTS);
        TYPES.put(Obligation.WARN, Shape.WARN);
    }

    private final ConditionReader conditions;
    private final Names profiles;

    /** @param profiles that can be named: those of the bundle, and the built-in ones */
    ObligationReader(ConditionReader conditions, Names profiles) {
        this.conditions = conditions;
        this.profiles = profiles;
    }

    List<ObligationRule> read(Value list, Scope scope) {
        var obligations = new ArrayList<ObligationRule>();
        for (Value item : list.list()) {
            Optional<ObligationRule> read = item.members().flatMap(members -> {
                if (!members.containsKey("type")) {
                    item.problem("'type' is missing (expected " + Value.any(TYPES.keySet()) + ")");
                    return Optional.empty();
                }
                return members.get("type").value().oneOf(TYPES).flatMap(shape -> read(item, shape, scope));
            });
            read.ifPresent(obligation -> {
                checkOnce(item, obligation, obligations);
                obligations.add(obligation);
            });
        }
        return obligations;
    }

    private Optional<ObligationRule> read(Value item, Shape shape, Scope scope) {
        return item.fields(shape).flatMap(fields -> switch (shape) {
            case REDACT ->
                fields.required("profile", "a redaction profile")
                        .flatMap(profiles::read)
                        .map(Redact::new);
            case CAP_RESPONSE -> cap(item, fields);
            case REWRITE_ARGUMENTS ->
                fields.required("set", "the arguments' names and new values").flatMap(set -> rewrite(set, scope));
            default ->
                fields.required("message", "a sentence for the agent")
                        .flatMap(message -> message.sentence("a message is a sentence for the agent"))
                        .map(Warn::new);
        });
    }

    /** Of one rule, each obligation is asked once: the strictest of two caps is one cap. */
    private static void checkOnce(Value item, ObligationRule obligation, List<ObligationRule> before) {
        boolean isThere = switch (obligation) {
            case Redact redact -> before.contains(redact);
            case Warn warn -> before.contains(warn);
            case CapResponse cap -> before.stream().anyMatch(CapResponse.class::isInstance);
            case RewriteArguments set -> before.stream().anyMatch(RewriteArguments.class::isInstance);
        };
        if (isThere) {
            item.problem("this rule asks for the same a second time (expected one obligation for it)");
        }
    }

    private static Optional<ObligationRule> cap(Value item, Fields fields) {
        Optional<Long> bytes = fields.optional("bytes").flatMap(Value::positiveInteger);
        Optional<Long> rows = fields.optional("rows").flatMap(Value::positiveInteger);
        Optional<Long> depth = fields.optional("depth").flatMap(Value::positiveInteger);
        if (!fields.has("bytes") && !fields.has("rows") && !fields.has("depth")) {
            item.problem("a cap says what it caps (expected at least one of bytes, rows, depth)");
        }
        return bytes.or(() -> rows).or(() -> depth).map(any -> new CapResponse(new Cap(bytes, rows, depth)));
    }

    private Optional<ObligationRule> rewrite(Value set, Scope scope) {
        if (!scope.hasToolCalls()) {
            set.problem("only calls of tools have arguments, and this policy's target has none of them");
        }
        return set.members().filter(members -> !isEmpty(set, members)).map(members -> {
            var values = new LinkedHashMap<String, Expr>();
            members.forEach((name, member) -> values.put(name, value(name, member, scope)));
            return new RewriteArguments(values);
        });
    }

    private static boolean isEmpty(Value set, Map<String, Value.Member> members) {
        if (members.isEmpty()) {
            set.problem("expected at least one argument, such as {limit: \"100\"}");
        }
        return members.isEmpty();
    }

    private Expr value(String name, Value.Member member, Scope scope) {
        Set<ArgumentType> types = new HashSet<>();
        scope.tools().forEach((tool, type) -> {
            if (!(type instanceof ObjectOf(var members, boolean isClosed))) {
                return;
            }
            if (members.containsKey(name)) {
                types.add(members.get(name).type());
            } else {
                member.key()
                        .problem("'" + tool.server() + "/" + tool.tool() + "' has no argument '" + Value.shortened(name)
                                + "'" + Suggestion.after(name, members.keySet()));
            }
        });
        return conditions.value(member.value(), scope.arguments(), types);
    }
}
