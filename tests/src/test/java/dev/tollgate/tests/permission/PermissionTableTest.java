package dev.tollgate.tests.permission;

import dev.tollgate.local.permission.Operation;
import dev.tollgate.local.permission.PermissionCheck;
import dev.tollgate.local.permission.PermissionUse;
import dev.tollgate.local.permission.Ruling;
import dev.tollgate.local.template.Permissions;
import dev.tollgate.local.template.StackTemplate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

/** That functions may do what they need and nothing else: the template against what they were seen to do. */
class PermissionTableTest {
    /**
     * Lambda's own docs ask for it where a function is fed from a stream. No code of ours, and nothing on this machine,
     * lists streams.
     */
    private static final String FOR_LAMBDA_ITSELF = "dynamodb:ListStreams";

    private static final StackTemplate TEMPLATE = PermissionTable.template();
    private static final Set<PermissionUse> USES = PermissionTable.committed();

    /** An action of a statement of a role. */
    record Permission(String role, String statement, String action) {
        @Override
        public String toString() {
            return role + " " + statement + " " + action;
        }
    }

    @Test
    void everyPermissionOfTheTemplateIsNeeded() {
        var needed = USES.stream().map(PermissionTableTest::permission).collect(Collectors.toSet());
        List<String> unused = permissions()
                .filter(permission -> !needed.contains(permission))
                .map(Permission::toString)
                .sorted()
                .toList();
        assertEquals(List.of(), unused, "no function was seen to need them: take them out of template.yaml");
    }

    @Test
    void whatFunctionsNeedIsAllowedByTheStatementThatTheTableNames() {
        var check = new PermissionCheck(TEMPLATE.permissions());
        for (PermissionUse use : USES) {
            Operation operation = PermissionCheck.example(use);
            var allowed = assertInstanceOf(Ruling.Allowed.class, check.rule(use.function(), operation), use::toString);
            assertEquals(List.of(use), allowed.uses());
        }
    }

    static Stream<Permission> permissions() {
        return TEMPLATE.permissions().roles().values().stream()
                .distinct()
                .flatMap(role -> role.statements().stream()
                        .flatMap(statement -> statement.actions().stream()
                                .map(action -> new Permission(role.name(), statement.sid(), action))))
                .filter(permission -> !permission.action().equals(FOR_LAMBDA_ITSELF));
    }

    @ParameterizedTest
    @MethodSource("permissions")
    void withoutItExactlyWhatNeedsItIsRefused(Permission absent) {
        Permissions fewer = TEMPLATE.permissions();
        for (var function : TEMPLATE.permissions().roles().entrySet()) {
            if (function.getValue().name().equals(absent.role())) {
                fewer = fewer.without(function.getKey(), absent.statement(), absent.action());
            }
        }
        var check = new PermissionCheck(fewer);
        var refused = new TreeSet<PermissionUse>();
        for (PermissionUse use : USES) {
            if (check.rule(use.function(), PermissionCheck.example(use)) instanceof Ruling.Refused) {
                refused.add(use);
            }
        }
        assertEquals(USES.stream().filter(use -> permission(use).equals(absent)).collect(Collectors.toSet()), refused);
    }

    private static Permission permission(PermissionUse use) {
        String role = TEMPLATE.permissions().roles().get(use.function()).name();
        return new Permission(role, use.statement(), use.action());
    }
}
