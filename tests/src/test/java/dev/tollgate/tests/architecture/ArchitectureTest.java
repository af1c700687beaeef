package dev.tollgate.tests.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** The arrows of design.md, and the habits of style.md that a machine can see. */
class ArchitectureTest {
    private static final String CORE = "dev.tollgate.core";
    private static final String[] PURE = {
        CORE,
        CORE + ".policy..",
        CORE + ".posture..",
        CORE + ".limit..",
        CORE + ".scan..",
        CORE + ".redact..",
        CORE + ".record..",
        CORE + ".seal..",
        CORE + ".journal..",
        CORE + ".observed..",
        CORE + ".agent..",
        CORE + ".answer..",
        CORE + ".approval..",
        CORE + ".reception..",
        CORE + ".watch..",
        CORE + ".http..",
        CORE + ".json..",
        CORE + ".argument..",
        CORE + ".authzen..",
        CORE + ".export..",
        CORE + ".hook..",
        CORE + ".archive..",
        CORE + ".rollup..",
        CORE + ".report..",
        CORE + ".trace.."
    };
    private static final String[] FUNCTIONS = {
        "dev.tollgate.decision..", "dev.tollgate.redaction..", "dev.tollgate.audit.."
    };

    /** Each has only patterns without nested or overlapping quantifiers, or looks at texts of bounded length. */
    private static final Set<String> MAY_USE_REGEX = Set.of(
            CORE + ".agent.Agent",
            CORE + ".agent.Credentials",
            CORE + ".agent.KeyToken",
            CORE + ".http.JsonType",
            CORE + ".policy.expr.Times",
            CORE + ".reception.CallerOnRecord",
            CORE + ".record.Pseudonyms",
            "dev.tollgate.decision.Api",
            "dev.tollgate.decision.DecisionRecord");

    private static JavaClasses product;

    @BeforeAll
    static void read() {
        product = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(location -> !location.contains("-tests.jar"))
                .importPackages(CORE, "dev.tollgate.decision", "dev.tollgate.redaction", "dev.tollgate.audit");
    }

    @Test
    void thePureCoreKnowsNoCloudAndNoFramework() {
        check(noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "software.amazon..",
                        "com.amazonaws..",
                        "io.quarkus..",
                        "io.smallrye..",
                        "jakarta..",
                        "org.eclipse..",
                        "org.jboss.."));
    }

    @Test
    void thePureCoreDoesNoInputAndOutput() {
        check(noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .dependOnClassesThat(describe(
                        "read or write files, sockets or processes",
                        type -> type.getPackageName().startsWith("java.net")
                                || type.getPackageName().startsWith("java.nio.file")
                                || type.getPackageName().startsWith("java.nio.channels")
                                || type.getPackageName().startsWith("java.sql")
                                || Set.of(
                                                "java.io.File",
                                                "java.io.FileInputStream",
                                                "java.io.FileOutputStream",
                                                "java.io.FileReader",
                                                "java.io.FileWriter",
                                                "java.io.RandomAccessFile",
                                                "java.lang.Process",
                                                "java.lang.ProcessBuilder",
                                                "java.lang.Runtime")
                                        .contains(type.getName()))));
    }

    @Test
    void thePureCoreHasNoClockOfItsOwn() {
        check(noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .and()
                // What is left of an answer's time; its clock can be given, and decides nothing.
                .doNotHaveSimpleName("Deadline")
                .should(callOneOf(
                        "asks the system for the time",
                        "java.lang.System.currentTimeMillis",
                        "java.lang.System.nanoTime",
                        "java.time.Instant.now",
                        "java.time.LocalDate.now",
                        "java.time.LocalDateTime.now",
                        "java.time.ZonedDateTime.now",
                        "java.time.OffsetDateTime.now",
                        "java.time.Clock.systemUTC",
                        "java.time.Clock.systemDefaultZone",
                        "java.time.InstantSource.system")));
    }

    @Test
    void thePureCorePrintsNothing() {
        check(noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .or()
                .resideInAnyPackage(FUNCTIONS)
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err"));
    }

    @Test
    void onlyTheStoreKnowsTheAwsSdk() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(CORE + ".store..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon.."));
    }

    /** Whatever URL stands in a request. What the SDK calls and where traces go, the store says. */
    @Test
    void functionsCallNobodyButAws() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(CORE + ".store..")
                .should()
                .dependOnClassesThat(describe(
                        "open connections",
                        type -> type.getPackageName().startsWith("java.net.http")
                                || type.getPackageName().startsWith("javax.net")
                                || Set.of(
                                                "java.net.Socket",
                                                "java.net.URL",
                                                "java.net.URLConnection",
                                                "java.net.InetAddress",
                                                "java.net.DatagramSocket",
                                                "java.nio.channels.SocketChannel")
                                        .contains(type.getName()))));
    }

    @Test
    void theCoreKnowsNoFunction() {
        check(noClasses()
                .that()
                .resideInAPackage(CORE + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(FUNCTIONS));
    }

    @Test
    void functionsKnowTheStoreOnlyWhereTheyArePutTogether() {
        check(noClasses()
                .that()
                .resideInAnyPackage(FUNCTIONS)
                .and()
                .haveSimpleNameNotEndingWith("Wiring")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(CORE + ".store.."));
    }

    @Test
    void thePureCoreDoesNotKnowTheStore() {
        check(noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(CORE + ".store.."));
    }

    @Test
    void httpKnowsNoPolicy() {
        check(noClasses()
                .that()
                .resideInAPackage(CORE + ".http..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CORE + ".policy..", CORE + ".limit..", CORE + ".agent..", CORE + ".record.."));
    }

    @Test
    void limitsAndRecordsKnowNoPolicy() {
        check(noClasses()
                .that()
                .resideInAnyPackage(CORE + ".limit..", CORE + ".record..", CORE + ".json..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CORE + ".policy..", CORE + ".http.."));
    }

    @Test
    void corePackagesHaveNoCycles() {
        check(slices().matching(CORE + ".(*)..").should().beFreeOfCycles());
    }

    @Test
    void nothingIsCalledByReflection() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.lang.reflect..")
                .orShould(callOneOf(
                        "uses reflection",
                        "java.lang.Class.forName",
                        "java.lang.Class.newInstance",
                        "java.lang.Class.getDeclaredMethods",
                        "java.lang.Class.getDeclaredFields",
                        "java.lang.Class.getMethod",
                        "java.lang.Class.getDeclaredConstructor",
                        "java.util.ServiceLoader.load",
                        "java.lang.reflect.Proxy.newProxyInstance")));
    }

    @Test
    void backtrackingPatternsStandOnlyWhereTheyAreKnownToBeHarmless() {
        check(noClasses()
                .that(describe("are not on the list", type -> !MAY_USE_REGEX.contains(outermost(type))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.regex..")
                .orShould(callOneOf(
                        "uses a regular expression of java.util.regex",
                        "java.lang.String.matches",
                        "java.lang.String.replaceAll",
                        "java.lang.String.replaceFirst")));
    }

    @Test
    void noStateIsStatic() {
        check(fields().that()
                .areStatic()
                .and()
                .doNotHaveModifier(JavaModifier.SYNTHETIC)
                .should()
                .beFinal());
        check(fields().that()
                .areStatic()
                .and()
                .doNotHaveModifier(JavaModifier.SYNTHETIC)
                .and()
                // Of which request a thread's log lines are; nothing else reads it.
                .areNotDeclaredIn(CORE + ".RequestMark")
                .should()
                .notHaveRawType(describe(
                        "can be changed",
                        type -> type.isAssignableTo(java.util.concurrent.atomic.AtomicReference.class)
                                || type.isAssignableTo(Number.class)
                                        && type.getPackageName().contains("atomic")
                                || type.isAssignableTo(java.util.AbstractMap.class)
                                || type.isAssignableTo(java.util.AbstractCollection.class)
                                || type.isAssignableTo(ThreadLocal.class))));
    }

    @Test
    void namesSayWhatAClassIs() {
        for (String empty : new String[] {"Utils", "Util", "Helper", "Helpers", "Manager", "Impl", "Processor"}) {
            check(noClasses().should().haveSimpleNameEndingWith(empty));
        }
    }

    @Test
    void mutableLegacyTypesAreNotUsed() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Date")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.text.SimpleDateFormat")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Random"));
    }

    @Test
    void exceptionsAreForWhatNobodyCanGoOnFrom() {
        check(classes()
                .that()
                .resideInAPackage(CORE + "..")
                .and()
                .areAssignableTo(Exception.class)
                .should()
                .haveSimpleNameEndingWith("Exception"));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(product);
    }

    private static String outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type.getName());
    }

    private static DescribedPredicate<JavaClass> describe(
            String description, java.util.function.Predicate<JavaClass> test) {
        return DescribedPredicate.describe(description, test);
    }

    private static ArchCondition<JavaClass> callOneOf(String description, String... methods) {
        var wanted = Set.of(methods);
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                Stream.concat(type.getMethodCallsFromSelf().stream(), type.getMethodReferencesFromSelf().stream())
                        .filter(access -> wanted.contains(target(access)))
                        .forEach(access -> events.add(SimpleConditionEvent.satisfied(type, access.getDescription())));
            }
        };
    }

    private static String target(JavaAccess<?> access) {
        return access.getTargetOwner().getName() + "." + access.getName();
    }
}
