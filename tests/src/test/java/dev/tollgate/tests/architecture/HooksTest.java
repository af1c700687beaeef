package dev.tollgate.tests.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** Hooks stand in other people's programs: they bring nothing of ours, and nearly nothing of others. */
class HooksTest {
    private static final String CLIENT = "dev.tollgate.hook";
    private static final String PROXY = "dev.tollgate.proxy";

    private static JavaClasses hooks;

    @BeforeAll
    static void read() {
        hooks = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(CLIENT, PROXY);
    }

    @Test
    void theClientIsJavaAndJacksonsTokens() {
        classes()
                .that()
                .resideInAPackage(CLIENT + "..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(CLIENT + "..", "java..", "com.fasterxml.jackson.core..")
                .check(hooks);
    }

    @Test
    void theProxyIsJavaAndTheClient() {
        classes()
                .that()
                .resideInAPackage(PROXY + "..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(PROXY + "..", CLIENT + "..", "java..", "com.sun.net.httpserver..")
                .check(hooks);
    }

    @Test
    void thePartsOfAHookHaveNoCycles() {
        slices().matching(PROXY + ".(*)..").should().beFreeOfCycles().check(hooks);
        slices().matching(CLIENT + ".(*)..").should().beFreeOfCycles().check(hooks);
    }

    @Test
    void nothingIsCalledByReflectionAndNoPatternCanBacktrack() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.lang.reflect..", "java.util.regex..")
                .check(hooks);
    }

    @Test
    void onlyTheProgramKnowsTheStandardOutput() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(PROXY + ".Proxy")
                .should()
                .accessField(System.class, "out")
                .check(hooks);
    }
}
