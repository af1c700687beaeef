package dev.tollgate.tests.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.tollgate.tests.stage.Repository;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.net.http.HttpClient;
import java.nio.Buffer;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.security.Signature;
import java.time.InstantSource;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** What code must not do that becomes a native executable: core, functions, hook client and proxy. */
class NativeTest {
    private static final Set<Class<?>> MADE_AT_EACH_START = Set.of(
            RandomGenerator.class,
            Thread.class,
            Executor.class,
            InstantSource.class,
            HttpClient.class,
            Mac.class,
            Cipher.class,
            Signature.class);

    private static final String METADATA =
            "core/src/main/resources/META-INF/native-image/dev.tollgate/core/reachability-metadata.json";
    private static final Pattern RESOURCES = Pattern.compile("\"glob\":\\s*\"([^\"]+)\"");

    private static JavaClasses programs;

    @BeforeAll
    static void read() {
        programs = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(location -> !location.contains("-tests.jar"))
                .importPackages(
                        "dev.tollgate.core",
                        "dev.tollgate.decision",
                        "dev.tollgate.redaction",
                        "dev.tollgate.audit",
                        "dev.tollgate.hook",
                        "dev.tollgate.proxy");
    }

    /** An executable has only the classes that its compiler could see were needed. */
    @Test
    void noClassIsFoundByItsNameOrByReflection() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.reflect..")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(ServiceLoader.class, ObjectInputStream.class)
                .orShould()
                .accessTargetWhere(describe("loads a class by its name", NativeTest::loads))
                .check(programs);
    }

    /** Quarkus makes static fields while it builds: each start would have the same numbers, or a thread that is gone. */
    @Test
    void noStaticFieldHoldsWhatEachStartMakesAnew() {
        noFields()
                .that()
                .areStatic()
                .should()
                .haveRawType(describe("are random, running, connected or keyed", NativeTest::isMadeAtEachStart))
                .check(programs);
    }

    /** The compiler makes the scanner's tables, and what they hold is in the executable: nothing that is open or random. */
    @Test
    void whatAScannerHoldsCanBeMadeWhileItIsCompiled() {
        noFields()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage("dev.tollgate.core.scan..")
                .should()
                .haveRawType(describe(
                        "are random, running, connected, keyed or open",
                        (JavaClass type) -> isMadeAtEachStart(type)
                                || type.isAssignableTo(AutoCloseable.class)
                                || type.isAssignableTo(Buffer.class)))
                .check(programs);
    }

    /** An executable has no resource that it was not told of. */
    @Test
    void everyResourceIsRegistered() throws IOException {
        List<PathMatcher> registered = RESOURCES
                .matcher(Files.readString(Repository.root().resolve(METADATA)))
                .results()
                .map(found -> FileSystems.getDefault().getPathMatcher("glob:" + found.group(1)))
                .toList();
        for (String module :
                List.of("core", "decision-fn", "redaction-fn", "audit-fn", "hooks/client", "hooks/mcp-proxy")) {
            Path resources = Repository.root().resolve(module).resolve("src/main/resources");
            if (!Files.isDirectory(resources)) {
                continue;
            }
            try (Stream<Path> files = Files.walk(resources)) {
                List<Path> missing = files.filter(Files::isRegularFile)
                        .map(resources::relativize)
                        .filter(file -> !file.startsWith("META-INF") && !file.endsWith("application.properties"))
                        .filter(file -> registered.stream().noneMatch(glob -> glob.matches(file)))
                        .toList();
                assertEquals(List.of(), missing, module);
            }
        }
    }

    /** They have none of their own, and those of libraries are told by the libraries. */
    @Test
    void onlyTheScannerReadsResources() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.tollgate.core.scan..")
                .should()
                .accessTargetWhere(describe(
                        "reads a resource",
                        (JavaAccess<?> access) -> access.getName().startsWith("getResource")
                                && (access.getTargetOwner().isEquivalentTo(Class.class)
                                        || access.getTargetOwner().isAssignableTo(ClassLoader.class))))
                .check(programs);
    }

    private static boolean isMadeAtEachStart(JavaClass type) {
        return MADE_AT_EACH_START.stream().anyMatch(type::isAssignableTo);
    }

    private static boolean loads(JavaAccess<?> access) {
        return access.getTargetOwner().isEquivalentTo(Class.class)
                        && Set.of("forName", "newInstance").contains(access.getName())
                || access.getTargetOwner().isAssignableTo(ClassLoader.class)
                        && access.getName().equals("loadClass");
    }

    private static <T> DescribedPredicate<T> describe(String description, Predicate<T> test) {
        return DescribedPredicate.describe(description, test);
    }
}
