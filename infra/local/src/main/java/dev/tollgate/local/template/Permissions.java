package dev.tollgate.local.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Who may do what with the tables.
 *
 * @param roles by the function's logical id; a function that has none may do nothing
 * @param tables what each table's own policy says, by the table's ARN
 */
public record Permissions(Map<String, Role> roles, Map<String, List<Statement>> tables) {

    public Permissions {
        roles = Map.copyOf(roles);
        tables = Map.copyOf(tables);
    }

    /** The same where one function's statements are others. */
    public Permissions with(String function, UnaryOperator<List<Statement>> change) {
        Role role = roles.get(function);
        var changed = new LinkedHashMap<>(roles);
        changed.put(function, new Role(role.name(), role.arn(), change.apply(role.statements())));
        return new Permissions(changed, tables);
    }
}
