package dev.tollgate.tests.architecture;

import dev.tollgate.tests.stage.Repository;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What the packages hold that Lambda is given. */
class PackageIT {
    private static final List<String> FOREIGN = List.of(
            "dev/cel/",
            "com/google/common/",
            "com/google/protobuf/",
            "org/yaml/snakeyaml/",
            "picocli/",
            "org/junit/",
            "software/amazon/dynamodb/",
            "io/netty/",
            "org/apache/http/",
            "org/apache/hc/");
    private static final long MOST_BYTES = 50L * 1024 * 1024;

    @ParameterizedTest
    @ValueSource(strings = {"decision-fn", "redaction-fn", "audit-fn"})
    void holdNoClassOfTheCompilerOrTheStack(String function) throws IOException {
        var found = new ArrayList<String>();
        try (var zip = new ZipFile(zip(function).toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                collect(entry.getName(), found, entry.getName());
                if (entry.getName().endsWith(".jar")) {
                    var jar = new ZipInputStream(
                            new ByteArrayInputStream(zip.getInputStream(entry).readAllBytes()));
                    for (ZipEntry inner = jar.getNextEntry(); inner != null; inner = jar.getNextEntry()) {
                        collect(inner.getName(), found, entry.getName() + "!" + inner.getName());
                    }
                }
            }
        }
        assertEquals(List.of(), found.stream().limit(20).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"decision-fn", "redaction-fn", "audit-fn"})
    void areSmallEnoughToBeUploadedDirectly(String function) {
        long bytes = zip(function).toFile().length();
        assertTrue(bytes > 0 && bytes < MOST_BYTES, () -> bytes + " bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"decision-fn", "redaction-fn"})
    void thoseThatDecideAndRedactHaveNoClientOfOtherServices(String function) throws IOException {
        try (var zip = new ZipFile(zip(function).toFile())) {
            List<String> found = zip.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.contains("awssdk.s3-") || name.contains("awssdk.kms-"))
                    .toList();
            assertEquals(List.of(), found);
        }
    }

    private static void collect(String name, List<String> found, String shown) {
        if (name.endsWith(".class") && FOREIGN.stream().anyMatch(name::startsWith)) {
            found.add(shown);
        }
    }

    private static Path zip(String function) {
        return Repository.root().resolve(function).resolve("target/function.zip");
    }
}
