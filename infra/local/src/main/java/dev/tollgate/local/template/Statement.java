package dev.tollgate.local.template;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One statement of a policy, as far as it is about DynamoDB.
 *
 * @param sid its name, or its number when it has none
 * @param actions each with its service, such as {@code dynamodb:GetItem}
 * @param resources ARNs; a star at the end stands for anything
 * @param conditions all of which must hold
 */
public record Statement(
        String sid, Effect effect, Set<String> actions, List<String> resources, List<Condition> conditions) {

    public enum Effect {
        ALLOW,
        DENY
    }

    public sealed interface Condition {}

    /** Each partition key that is asked for is like one of these, where a star at the end stands for anything. */
    public record LeadingKeys(List<String> patterns) implements Condition {
        public LeadingKeys {
            patterns = List.copyOf(patterns);
        }
    }

    /** Who asks is none of these roles and users. */
    public record PrincipalIsNoneOf(List<String> arns) implements Condition {
        public PrincipalIsNoneOf {
            arns = List.copyOf(arns);
        }
    }

    public Statement {
        actions = Set.copyOf(actions);
        resources = List.copyOf(resources);
        conditions = List.copyOf(conditions);
    }

    /** The same with fewer actions. */
    public Statement without(String action) {
        return new Statement(
                sid,
                effect,
                actions.stream().filter(other -> !other.equals(action)).collect(Collectors.toSet()),
                resources,
                conditions);
    }

    /** Whether a value is like a pattern. */
    public static boolean isLike(String pattern, String value) {
        int last = pattern.length() - 1;
        return last >= 0 && pattern.charAt(last) == '*'
                ? value.regionMatches(0, pattern, 0, last)
                : value.equals(pattern);
    }
}
