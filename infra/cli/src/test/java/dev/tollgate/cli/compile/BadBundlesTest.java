package dev.tollgate.cli.compile;

import dev.tollgate.cli.BundleFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * One file a case, in {@code bundles/bad}: it is compiled together with {@code bundles/base}, and its first lines say
 * every problem, and every warning, that must come out, in order.
 */
class BadBundlesTest {
    private static final String EXPECTED = "# expected: ";
    private static final String WARNED = "# warned: ";

    @TestFactory
    Stream<DynamicTest> saysWhatIsWrongAndWhere(@TempDir Path temporary) throws IOException {
        try (Stream<Path> cases = Files.list(BundleFolder.resource("bundles/bad"))) {
            return cases.sorted().toList().stream()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(temporary, file)));
        }
    }

    @Test
    void theBaseOfTheCasesIsFine() throws CompileException {
        CompiledBundle compiled = Compiler.compile(BundleFolder.resource("bundles/base"));

        assertEquals("acme", compiled.bundle().name());
    }

    @Test
    void aFolderThatIsNotThereIsAProblem(@TempDir Path temporary) {
        assertEquals(
                List.of(".:1:1: there is no such folder (expected the folder of a bundle)"),
                problems(temporary.resolve("nowhere")));
    }

    @Test
    void aFolderWithoutYamlIsAProblem(@TempDir Path temporary) {
        assertEquals(
                List.of(".:1:1: there is no .yaml file here (expected the folder of a bundle)"),
                problems(BundleFolder.of(temporary, ".hidden.yaml", "x", "readme.md", "x")));
    }

    @Test
    void aBundleHasADocumentOfKindBundle(@TempDir Path temporary) {
        Path folder = BundleFolder.of(
                temporary, "d.yaml", "{apiVersion: tollgate.dev/v1, kind: Data, metadata: {name: d}, spec: {}}");

        assertEquals(List.of(".:1:1: there is no document of kind Bundle (expected exactly one)"), problems(folder));
    }

    @Test
    void aFileThatIsNotUtf8IsAProblem(@TempDir Path temporary) throws IOException {
        Files.write(temporary.resolve("latin1.yaml"), new byte[] {'a', ':', ' ', (byte) 0xE9});

        assertEquals(List.of("latin1.yaml:1:1: this is not a text file (expected UTF-8)"), problems(temporary));
    }

    @Test
    void problemsOfAllFilesComeTogetherInOrder(@TempDir Path temporary) {
        String head = "apiVersion: tollgate.dev/v1\nkind: Bundle\nmetadata: {name: b}\n";
        Path folder = BundleFolder.of(
                temporary,
                "z.yaml",
                head + "spec: {default: allow}\n",
                "a/b.yml",
                "apiVersion: v1\nkind: Data\nmetadata: {name: d}\nspec: {}\n---\nkind: X\n",
                "m.yaml",
                "a: [\n");

        assertEquals(
                List.of(
                        "a/b.yml:1:13: expected tollgate.dev/v1, not 'v1'",
                        "a/b.yml:6:1: 'apiVersion' is missing (expected tollgate.dev/v1)",
                        "a/b.yml:6:7: there is no kind 'X' (expected one of Bundle, Policy, Limit, Server, Redaction, "
                                + "Data, Schedule, Test)",
                        "m.yaml:2:1: this is not YAML: expected the node content, but found '<stream end>'",
                        "z.yaml:4:17: 'default: allow' is only for 'mode: monitor' (expected deny)"),
                problems(folder));
    }

    @Test
    void aBundleHasAtMostAThousandPolicies(@TempDir Path temporary) {
        var policies = new StringBuilder();
        for (int i = 0; i < 1_001; i++) {
            policies.append("---\n{apiVersion: tollgate.dev/v1, kind: Policy, metadata: {name: p")
                    .append(i)
                    .append("}, spec: {target: {}, rules: [{id: r, effect: deny}]}}\n");
        }
        Path folder = BundleFolder.withBase(temporary, policies.toString());

        assertEquals(
                List.of("case.yaml:2002:62: a bundle has at most 1,000 policies; this one is too many"),
                problems(folder));
    }

    @Test
    void aBundleHasAtMostTenMegabytes(@TempDir Path temporary) throws IOException {
        Files.writeString(temporary.resolve("large.yaml"), "# " + "x".repeat(10_000_000));

        assertEquals(
                List.of("large.yaml:1:1: the files of a bundle have at most 10 MB together (up to this one: more)"),
                problems(temporary));
    }

    private static void check(Path temporary, Path file) {
        String text = BundleFolder.text(file);
        List<String> expected = said(text, EXPECTED);
        assertTrue(!expected.isEmpty(), "a case says what is expected");
        Path folder = BundleFolder.withBase(temporary.resolve(file.getFileName().toString()), text);

        var refused = assertThrows(CompileException.class, () -> Compiler.compile(folder));
        assertEquals(expected, texts(refused.problems()));
        assertEquals(said(text, WARNED), texts(refused.warnings()));
    }

    private static List<String> said(String text, String before) {
        return text.lines()
                .filter(line -> line.startsWith(before))
                .map(line -> line.substring(before.length()))
                .toList();
    }

    private static List<String> problems(Path folder) {
        return texts(assertThrows(CompileException.class, () -> Compiler.compile(folder))
                .problems());
    }

    private static List<String> texts(List<Problem> problems) {
        return problems.stream().map(Problem::toString).toList();
    }
}
