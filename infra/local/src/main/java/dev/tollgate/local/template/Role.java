package dev.tollgate.local.template;

import java.util.List;

/**
 * What functions run as.
 *
 * @param name of the role on this machine
 * @param statements of all policies of the role, as far as they are about DynamoDB
 */
public record Role(String name, String arn, List<Statement> statements) {
    public Role {
        statements = List.copyOf(statements);
    }
}
