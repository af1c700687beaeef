package dev.tollgate.cli.compile;

import dev.tollgate.cli.BundleFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * One file a case, in {@code bundles/good}: it is compiled together with {@code bundles/base}, and its first lines say
 * every warning that must come out, in order.
 */
class GoodBundlesTest {
    private static final String WARNED = "# warned: ";

    @TestFactory
    Stream<DynamicTest> compilesAndWarnsOnlyOfWhatItShould(@TempDir Path temporary) throws IOException {
        try (Stream<Path> cases = Files.list(BundleFolder.resource("bundles/good"))) {
            return cases.sorted().toList().stream()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(temporary, file)));
        }
    }

    private static void check(Path temporary, Path file) throws CompileException {
        String text = BundleFolder.text(file);
        List<String> warned = text.lines()
                .filter(line -> line.startsWith(WARNED))
                .map(line -> line.substring(WARNED.length()))
                .toList();
        Path folder = BundleFolder.withBase(temporary.resolve(file.getFileName().toString()), text);

        List<Problem> warnings = Compiler.compile(folder).warnings();

        assertEquals(warned, warnings.stream().map(Problem::toString).toList());
    }
}
