package dev.tollgate.tests.architecture;

import dev.tollgate.tests.stage.Repository;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What the packages hold that Lambda is given. */
class PackageIT {
    private static final List<String> FOREIGN = List.of(
            "dev/cel/",
            "com/google/common/",
            "com/google/protobuf/",
            "com/google/i18n/",
            "com/google/gson/",
            "com/fasterxml/jackson/dataformat/",
            "com/networknt/",
            "net/sf/jsqlparser/",
            "org/antlr/",
            "org/yaml/snakeyaml/",
            "picocli/",
            "org/junit/",
            "software/amazon/dynamodb/",
            "software/amazon/awssdk/crt/",
            "io/netty/",
            "io/vertx/",
            "okhttp3/",
            "kotlin/",
            "scala/",
            "org/apache/http/",
            "org/apache/hc/",
            "org/apache/commons/",
            "org/apache/logging/",
            "ch/qos/logback/",
            "org/bouncycastle/",
            "org/springframework/");

    /** The proxy reads JSON with jackson-core and needs nothing else. */
    private static final List<String> FOREIGN_TO_THE_PROXY = List.of(
            "com/fasterxml/jackson/databind/", "software/amazon/", "io/quarkus/", "org/slf4j/", "dev/tollgate/core/");

    private static final Path PROXY = Path.of("hooks/mcp-proxy/target/tollgate-mcp-proxy.jar");

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

    /** In tenths of a megabyte (1,000,000 bytes), just above what they are: whoever needs more says why when raising it. */
    @ParameterizedTest
    @CsvSource({"decision-fn, 175", "redaction-fn, 172", "audit-fn, 228"})
    void weighNoMoreThanTheirBudget(String function, int tenths) throws IOException {
        weigh(zip(function), tenths, name -> name.startsWith("lib/") ? name.substring("lib/".length()) : "(classes)");
    }

    @Test
    void theProxyWeighsNoMoreThanItsBudget() throws IOException {
        weigh(Repository.root().resolve(PROXY), 10, PackageIT::folder);
    }

    @Test
    void theProxyHoldsItselfTheClientAndJacksonCoreOnly() throws IOException {
        try (var jar = new ZipFile(Repository.root().resolve(PROXY).toFile())) {
            List<String> found = jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> Stream.concat(FOREIGN.stream(), FOREIGN_TO_THE_PROXY.stream())
                            .anyMatch(name::startsWith))
                    .filter(name -> name.endsWith(".class"))
                    .limit(20)
                    .toList();
            assertEquals(List.of(), found);
        }
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

    /** Lists what the package is made of in the build's log, biggest first, as it is compressed. */
    private static void weigh(Path file, int tenths, UnaryOperator<String> part) throws IOException {
        long bytes = Files.size(file);
        var sizes = new HashMap<String, Long>();
        try (var zip = new ZipFile(file.toFile())) {
            zip.stream()
                    .forEach(entry -> sizes.merge(part.apply(entry.getName()), entry.getCompressedSize(), Long::sum));
        }
        var list = new StringBuilder(
                "%n%s: %.2f MB of %.1f MB%n".formatted(Repository.root().relativize(file), bytes / 1e6, tenths / 10.0));
        sizes.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .forEach(size -> list.append("%,9d kB  %s%n".formatted((size.getValue() + 500) / 1000, size.getKey())));
        System.out.print(list);
        assertTrue(
                bytes <= tenths * 100_000L,
                () -> "%s has %,d bytes, and its budget is %.1f MB.%n".formatted(file, bytes, tenths / 10.0)
                        + "Leave a library out, or raise the budget here and say why." + list);
    }

    private static String folder(String entry) {
        int last = entry.lastIndexOf('/');
        return last < 0 ? "(root)" : entry.substring(0, last);
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
