package dev.tollgate.tests;

import dev.tollgate.cli.compile.CompiledBundle;
import dev.tollgate.cli.compile.Compiler;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.tests.stage.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** The catalogue of Claude Code's own tools, as its page says to use it: copied beside the starter policies. */
class ClaudeCodeCatalogueTest {
    @Test
    void compilesBesideTheStarterPolicies() throws Exception {
        Path bundle = Repository.scratch("with-claude-code");
        copy(Repository.root().resolve("infra/bundle"), bundle);
        Files.copy(Repository.root().resolve("hooks/claude-code/claude-code.yaml"), bundle.resolve("claude-code.yaml"));

        CompiledBundle compiled = Compiler.compile(bundle);

        Bundle read = compiled.bundle();
        for (String tool : List.of("Read", "Bash", "Write", "WebFetch")) {
            assertTrue(read.tool("claude-code", tool).isPresent(), tool);
        }
    }

    private static void copy(Path from, Path to) throws Exception {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
