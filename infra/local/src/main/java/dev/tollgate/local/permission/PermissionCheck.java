package dev.tollgate.local.permission;

import dev.tollgate.local.permission.Ruling.Allowed;
import dev.tollgate.local.permission.Ruling.Refused;
import dev.tollgate.local.template.Permissions;
import dev.tollgate.local.template.Role;
import dev.tollgate.local.template.Statement;
import dev.tollgate.local.template.Statement.Effect;
import dev.tollgate.local.template.Statement.LeadingKeys;
import dev.tollgate.local.template.Statement.PrincipalIsNoneOf;
import dev.tollgate.local.template.Table;
import java.util.ArrayList;
import java.util.List;

/** Decides as IAM does: what any statement denies is denied, and what none allows is denied too. */
public final class PermissionCheck {
    private static final String ANYTHING = "-";

    private final Permissions permissions;

    public PermissionCheck(Permissions permissions) {
        this.permissions = permissions;
    }

    /** @param function the logical id of the one that asks */
    public Ruling rule(String function, Operation operation) {
        Role role = permissions.roles().get(function);
        List<Statement> own = role == null ? List.of() : role.statements();
        String principal = role == null ? "" : role.arn();
        if (own.stream().anyMatch(statement -> applies(statement, Effect.DENY, operation, principal))) {
            return new Refused(operation, "with an explicit deny in an identity-based policy");
        }
        List<Statement> ofTable = permissions.tables().getOrDefault(tableOf(operation.resource()), List.of());
        if (ofTable.stream().anyMatch(statement -> applies(statement, Effect.DENY, operation, principal))) {
            return new Refused(operation, "with an explicit deny in a resource-based policy");
        }
        return own.stream()
                .filter(statement -> applies(statement, Effect.ALLOW, operation, principal))
                .findFirst()
                .<Ruling>map(statement -> new Allowed(uses(function, statement, operation)))
                .orElseGet(() -> new Refused(
                        operation, "because no identity-based policy allows the " + operation.action() + " action"));
    }

    /** An operation that a use of a permission stands for. */
    public static Operation example(PermissionUse use) {
        return new Operation(
                use.action(),
                Table.arn(use.resource()),
                use.key().equals(ANYTHING) ? List.of() : List.of(use.key().replace("*", "example")));
    }

    private static boolean applies(Statement statement, Effect effect, Operation operation, String principal) {
        return statement.effect() == effect
                && statement.actions().contains(operation.action())
                && statement.resources().stream().anyMatch(pattern -> Statement.isLike(pattern, operation.resource()))
                && statement.conditions().stream().allMatch(condition -> switch (condition) {
                    // As "for all values" has it, a request without any key meets the condition.
                    case LeadingKeys(List<String> patterns) ->
                        operation.keys().stream().allMatch(key -> isLikeAny(patterns, key));
                    case PrincipalIsNoneOf(List<String> arns) -> !arns.contains(principal);
                });
    }

    private static boolean isLikeAny(List<String> patterns, String key) {
        return patterns.stream().anyMatch(pattern -> Statement.isLike(pattern, key));
    }

    private static List<PermissionUse> uses(String function, Statement statement, Operation operation) {
        String resource = operation.resource().substring(operation.resource().indexOf('/') + 1);
        var uses = new ArrayList<PermissionUse>();
        for (var condition : statement.conditions()) {
            if (condition instanceof LeadingKeys(List<String> patterns)) {
                for (String pattern : patterns) {
                    if (operation.keys().stream().anyMatch(key -> Statement.isLike(pattern, key))) {
                        uses.add(new PermissionUse(function, statement.sid(), operation.action(), resource, pattern));
                    }
                }
            }
        }
        if (uses.isEmpty()) {
            uses.add(new PermissionUse(function, statement.sid(), operation.action(), resource, ANYTHING));
        }
        return uses;
    }

    private static String tableOf(String resource) {
        int table = resource.indexOf('/');
        int part = table < 0 ? -1 : resource.indexOf('/', table + 1);
        return part < 0 ? resource : resource.substring(0, part);
    }
}
