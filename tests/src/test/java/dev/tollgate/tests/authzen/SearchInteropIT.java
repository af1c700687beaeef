package dev.tollgate.tests.authzen;

import dev.tollgate.tests.stage.OnStage;
import dev.tollgate.tests.stage.Repository;
import dev.tollgate.tests.stage.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** OpenID AuthZEN's search interop scenario: six users, twenty records, three actions, asked from all three sides. */
@OnStage(bundle = "authzen-search")
class SearchInteropIT {
    private static final List<String> ACTIONS = List.of("delete", "edit", "view");

    private final Search subjects;
    private final Search resources;
    private final Search actions;
    private final Map<String, Map<String, List<Integer>>> expected;

    SearchInteropIT(Stage stage) throws IOException {
        this.subjects = new Search(stage.enforcer(), "subject");
        this.resources = new Search(stage.enforcer(), "resource");
        this.actions = new Search(stage.enforcer(), "action");
        this.expected = new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(Files.readString(Repository.data("authzen/search.yaml")));
        assertEquals(6, expected.size());
    }

    @TestFactory
    @DisplayName("Search interop: which records may a user view, edit, delete?")
    Stream<DynamicTest> findsTheRecordsOfEachUser() {
        return users().flatMap(user -> ACTIONS.stream()
                .map(action -> DynamicTest.dynamicTest(
                        user + " " + action,
                        () -> assertEquals(
                                expected.get(user).get(action).stream()
                                        .map(String::valueOf)
                                        .toList(),
                                resources.find(
                                        Scenario.subject("user", user), Scenario.action(action), Scenario.RECORDS)))));
    }

    @TestFactory
    @DisplayName("Search interop: which users may view, edit, delete a record?")
    Stream<DynamicTest> findsTheUsersOfEachRecord() {
        return records()
                .flatMap(record -> ACTIONS.stream()
                        .map(action -> DynamicTest.dynamicTest(
                                action + " " + record,
                                () -> assertEquals(
                                        users().filter(user -> isAllowed(user, action, record))
                                                .toList(),
                                        subjects.find(
                                                Scenario.USERS,
                                                Scenario.action(action),
                                                Scenario.resource("record", record))))));
    }

    @TestFactory
    @DisplayName("Search interop: what may a user do with a record?")
    Stream<DynamicTest> findsTheActionsOfEachUserAndRecord() {
        return users().flatMap(user -> records()
                .map(record -> DynamicTest.dynamicTest(
                        user + " " + record,
                        () -> assertEquals(
                                ACTIONS.stream()
                                        .filter(action -> isAllowed(user, action, record))
                                        .toList(),
                                actions.find(Scenario.subject("user", user), Scenario.resource("record", record))))));
    }

    private Stream<String> users() {
        return expected.keySet().stream().sorted();
    }

    private static Stream<String> records() {
        return IntStream.rangeClosed(101, 120).mapToObj(String::valueOf);
    }

    private boolean isAllowed(String user, String action, String record) {
        return expected.get(user).get(action).contains(Integer.valueOf(record));
    }
}
