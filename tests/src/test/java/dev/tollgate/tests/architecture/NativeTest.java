package dev.tollgate.tests.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.ObjectInputStream;
import java.net.http.HttpClient;
import java.security.Signature;
import java.time.InstantSource;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

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
                .haveRawType(describe(
                        "are random, running, connected or keyed",
                        (JavaClass type) -> MADE_AT_EACH_START.stream().anyMatch(type::isAssignableTo)))
                .check(programs);
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
