package dev.tollgate.tests.authzen;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.tollgate.tests.stage.Repository;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** tests/data/authzen/requirements.md keeps its word: what it says is tested is tested, and nothing is left open. */
class RequirementsTest {
    /** How often the specification has one of the four words, counted by hand in the text of 1.0. */
    private static final int WITH_A_KEYWORD = 65;

    private static List<Requirement> requirements;
    private static Map<String, Method> tests;

    @BeforeAll
    static void read() throws IOException {
        requirements = Requirement.all(Files.readAllLines(Repository.data("authzen/requirements.md")));
        tests = new TreeMap<>();
        for (JavaClass found : new ClassFileImporter().importPackages("dev.tollgate.tests")) {
            for (Method method : found.reflect().getDeclaredMethods()) {
                if (isTest(method)) {
                    tests.put(found.getSimpleName() + "." + method.getName(), method);
                }
            }
        }
    }

    private static boolean isTest(Method method) {
        return method.isAnnotationPresent(Test.class)
                || method.isAnnotationPresent(TestFactory.class)
                || method.isAnnotationPresent(ParameterizedTest.class);
    }

    @Test
    void hasARowForEachRequirement() {
        assertEquals(
                WITH_A_KEYWORD,
                requirements.stream().filter(Requirement::isDemanded).count());
    }

    @Test
    void namesATestOrAReasonInEachRow() {
        List<Requirement> open = requirements.stream()
                .filter(row -> row.tests().isEmpty() && row.reason().isEmpty())
                .toList();
        assertEquals(List.of(), open);
    }

    @Test
    void namesOnlyTestsThatExist() {
        List<String> missing = requirements.stream()
                .flatMap(row -> row.tests().stream())
                .filter(name -> !tests.containsKey(name))
                .toList();
        assertEquals(List.of(), missing);
    }

    /** So that nobody adds a test without its requirement, or empties the table. */
    @Test
    void hasARowForEachTestOfASection() {
        var named = new TreeMap<String, TreeSet<String>>();
        requirements.forEach(row -> row.tests()
                .forEach(test ->
                        named.computeIfAbsent(test, name -> new TreeSet<>()).add(row.section())));
        var wrong = new ArrayList<String>();
        testsOfSections().forEach((name, section) -> {
            if (!named.getOrDefault(name, new TreeSet<>()).contains(section)) {
                wrong.add(name + " is of section " + section + ", the table has it in " + named.get(name));
            }
        });
        assertEquals(List.of(), wrong);
        assertTrue(testsOfSections().size() > 60, "only " + testsOfSections().size());
    }

    @Test
    void everyTestOfThisPackageSaysWhatItIsOf() {
        List<String> silent = tests.entrySet().stream()
                .filter(test -> test.getValue().getDeclaringClass().getName().endsWith("IT"))
                .filter(test -> isHere(test.getValue()))
                .filter(test -> name(test.getValue())
                        .filter(name -> name.matches("(§\\d|Scenario \\d|Todo interop: |Search interop: ).*"))
                        .isEmpty())
                .map(Map.Entry::getKey)
                .toList();
        assertEquals(List.of(), silent);
    }

    /** The sections by the names of the tests whose display name begins with one. */
    private static Map<String, String> testsOfSections() {
        var sections = new TreeMap<String, String>();
        tests.forEach((name, method) -> {
            if (isHere(method)) {
                name(method)
                        .filter(text -> text.startsWith("§"))
                        .ifPresent(text -> sections.put(name, text.substring(1).split("[ ,]", 2)[0]));
            }
        });
        return sections;
    }

    private static boolean isHere(Method method) {
        return method.getDeclaringClass().getPackage().equals(RequirementsTest.class.getPackage());
    }

    private static Optional<String> name(Method method) {
        return Optional.ofNullable(method.getAnnotation(DisplayName.class)).map(DisplayName::value);
    }

    /**
     * A row of the table.
     *
     * @param keyword {@code MUST} and its like; {@code says} for what is written without one
     * @param tests each as {@code Class.method}
     * @param reason why it is not ours to keep
     */
    private record Requirement(String section, String keyword, String words, List<String> tests, String reason) {

        static List<Requirement> all(List<String> lines) {
            return lines.stream()
                    .filter(line -> line.matches("\\| \\d.*"))
                    .map(Requirement::of)
                    .toList();
        }

        private static Requirement of(String line) {
            String[] cells = line.substring(1, line.length() - 1).split("\\|", -1);
            if (cells.length != 5) {
                throw new IllegalArgumentException("expected 5 cells: " + line);
            }
            List<String> tests = Arrays.stream(cells[3].split(","))
                    .map(name -> name.replace("`", "").strip())
                    .filter(name -> !name.isEmpty())
                    .toList();
            return new Requirement(cells[0].strip(), cells[1].strip(), cells[2].strip(), tests, cells[4].strip());
        }

        boolean isDemanded() {
            return Stream.of("MUST", "MUST NOT", "REQUIRED", "SHALL").anyMatch(keyword::equals);
        }
    }
}
