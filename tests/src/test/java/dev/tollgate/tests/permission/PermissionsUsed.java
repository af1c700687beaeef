package dev.tollgate.tests.permission;

import dev.tollgate.local.permission.PermissionUse;
import dev.tollgate.tests.stage.PermissionLog;
import dev.tollgate.tests.stage.Repository;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * What the functions of all stages of this run did with the tables, compared with {@code tests/data/permissions.txt}. Runs
 * after the end-to-end tests, see pom.xml; {@link PermissionTableTest} compares the table with the template. What was seen
 * is then in {@code tests/target/permissions.txt}.
 */
class PermissionsUsed {
    private static final PermissionLog LOG = PermissionLog.ofThisRun();

    @BeforeAll
    static void writeDown() throws Exception {
        Files.write(
                Repository.root().resolve("tests/target").resolve(PermissionTable.NAME),
                LOG.uses().stream().map(PermissionUse::toString).toList());
    }

    @Test
    void noFunctionWasRefusedWhatItNeeds() {
        assertEquals(Set.of(), LOG.refusals(), "template.yaml does not allow what functions asked for");
    }

    @Test
    void everyUseIsInTheTable() {
        var unknown = new TreeSet<>(actions(LOG.uses()));
        unknown.removeAll(actions(PermissionTable.committed()));
        assertEquals(Set.of(), unknown, "add them to tests/data/" + PermissionTable.NAME);
    }

    @Test
    void everyPermissionOfTheTableWasUsed() {
        String only = System.getProperty("tollgate.only", "");
        assumeTrue(only.isEmpty() || only.startsWith("${"), "only a part of the tests was run");
        assumeFalse(LOG.uses().isEmpty(), "no stage of this machine was started");
        var unused = new TreeSet<>(actions(PermissionTable.committed()));
        unused.removeAll(actions(LOG.uses()));
        assertEquals(
                Set.of(), unused, "no function used them in this run; take them out of template.yaml and the table");
    }

    /** Which keys, and under which of a role's functions, depends on time and chance; whether at all does not. */
    private static List<String> actions(Set<PermissionUse> uses) {
        var roles = PermissionTable.template().permissions().roles();
        return uses.stream()
                .map(use -> roles.get(use.function()).name() + " " + use.statement() + " " + use.action())
                .distinct()
                .toList();
    }
}
