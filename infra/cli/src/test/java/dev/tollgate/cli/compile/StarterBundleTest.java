package dev.tollgate.cli.compile;

import dev.tollgate.cli.BundleFolder;
import dev.tollgate.cli.testing.TestRun;
import dev.tollgate.core.policy.Mode;
import dev.tollgate.core.policy.Server;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The bundles to start from hold what they promise. */
class StarterBundleTest {

    @ParameterizedTest
    @ValueSource(strings = {"infra/bundle", "infra/bundle-permissive"})
    void hasNothingWrongAndTestsThatCoverEverything(String folder) throws CompileException {
        CompiledBundle compiled = Compiler.compile(BundleFolder.ofRepository(folder), LocalDate.of(2026, 11, 24));
        TestRun run = TestRun.of(compiled);

        assertEquals(List.of(), compiled.warnings());
        assertEquals(List.of(), run.failed());
        assertEquals(List.of(), run.coverage().missed());
        assertTrue(run.results().size() >= 20, "cases: " + run.results().size());
    }

    @Test
    void thePermissiveOneOnlyMonitors() throws CompileException {
        CompiledBundle permissive = Compiler.compile(BundleFolder.ofRepository("infra/bundle-permissive"));

        assertEquals(Mode.MONITOR, permissive.bundle().settings().mode());
    }

    @Test
    void knowsTheToolsOfSevenServersByTheirSchemas() throws CompileException {
        CompiledBundle starter = Compiler.compile(BundleFolder.ofRepository("infra/bundle"));

        assertEquals(7, starter.bundle().servers().size());
        for (Server server : starter.bundle().servers().values()) {
            server.tools()
                    .forEach((name, tool) -> assertTrue(
                            tool.reading().schema().isPresent(), server.name() + "/" + name + " has no schema"));
        }
    }
}
