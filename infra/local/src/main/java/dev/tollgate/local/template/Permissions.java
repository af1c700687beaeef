package dev.tollgate.local.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    /** The same where the role of one function lacks one action of one statement. */
    public Permissions without(String function, String statement, String action) {
        Role role = roles.get(function);
        List<Statement> fewer = role.statements().stream()
                .map(each -> each.sid().equals(statement) ? each.without(action) : each)
                .toList();
        var changed = new LinkedHashMap<>(roles);
        changed.put(function, new Role(role.name(), role.arn(), fewer));
        return new Permissions(changed, tables);
    }
}
