package dev.tollgate.cli.compile;

import dev.tollgate.cli.BundleFolder;
import dev.tollgate.cli.testing.Expectation;
import dev.tollgate.cli.testing.TestCase;
import dev.tollgate.core.policy.Engine;
import dev.tollgate.core.policy.Obligation;
import dev.tollgate.core.policy.Verdict;
import dev.tollgate.core.scan.JsonScan;
import dev.tollgate.core.scan.Scanner;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The examples of docs/policies.md, which together are a bundle. */
class DocumentationTest {
    private static final String PAGE = BundleFolder.text(BundleFolder.ofRepository("docs/policies.md"));
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CONDITIONS =
            Pattern.compile("Each of these is fine:\n\n```\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private static Path folder;

    private static CompiledBundle compiled;

    @BeforeAll
    static void compile() throws CompileException {
        compiled = Compiler.compile(BundleFolder.of(folder, "page.yaml", examples()));
    }

    private static String examples() {
        return YAML.matcher(PAGE).results().map(block -> block.group(1)).collect(Collectors.joining("---\n"));
    }

    @Test
    void theExamplesCompileWithoutAWarning() {
        assertEquals(List.of(), compiled.warnings());
    }

    @Test
    void everyKindHasAnExample() {
        for (Document.Kind kind : Document.Kind.values()) {
            assertTrue(examples().contains("\nkind: " + kind.word() + "\n"), kind.word());
        }
    }

    @TestFactory
    Stream<DynamicTest> theTestsOfThePageHold() {
        var engine = new Engine(compiled.bundle(), new JsonScan(new Scanner()));
        return compiled.tests().stream().map(test -> DynamicTest.dynamicTest(test.name(), () -> check(engine, test)));
    }

    private static void check(Engine engine, TestCase test) {
        Verdict verdict = engine.decide(test.call(), test.situation());
        Expectation expected = test.expected();
        assertEquals(expected.effect(), verdict.effect());
        expected.reason().ifPresent(code -> assertEquals(code, verdict.reason().code()));
        expected.policy()
                .ifPresent(
                        policy -> assertEquals(policy, verdict.reason().policy().orElse("")));
        expected.rule()
                .ifPresent(rule -> assertEquals(rule, verdict.reason().rule().orElse("")));
        expected.obligations()
                .ifPresent(types -> assertEquals(
                        types,
                        verdict.obligations().stream()
                                .map(Obligation::type)
                                .sorted()
                                .toList()));
    }

    static Stream<String> conditions() {
        String block =
                CONDITIONS.matcher(PAGE).results().findFirst().orElseThrow().group(1);
        return block.lines().flatMap(line -> Stream.of(line.split(" {3,}")));
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void theConditionsOfThePageAreFine(String condition, @TempDir Path other) throws CompileException {
        String bundle = examples() + """
                ---
                apiVersion: tollgate.dev/v1
                kind: Policy
                metadata: {name: condition}
                spec:
                  target: {tools: [crm/search_customers]}
                  rules:
                    - id: r
                      effect: deny
                      when: >-
                        dyn(%s) == true
                """.formatted(condition);

        Compiler.compile(BundleFolder.of(other, "page.yaml", bundle));
    }
}
