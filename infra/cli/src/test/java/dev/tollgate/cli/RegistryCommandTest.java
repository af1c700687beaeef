package dev.tollgate.cli;

import dev.tollgate.cli.Session.Result;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.store.Tables;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RegistryCommandTest {
    @RegisterExtension
    static final LocalTables dynamoDb = new LocalTables();

    @TempDir
    private Path directory;

    private Tables tables;
    private String copy;
    private Session session;

    /** With one item of each kind at least, but for keys of people, of which the owner's is one, too. */
    @BeforeEach
    void aRegistryAndACopyOfIt() {
        tables = dynamoDb.newTables();
        copy = dynamoDb.newTables().registry();
        session = Session.besideALocalStack(directory, dynamoDb, tables);
        done("bundle", "publish", BundleFolder.ofRepository("infra/bundle").toString());
        done("agent", "create", "bot", "--purpose", "p", "--owner", "ada");
        done("agent", "create", "other", "--purpose", "p", "--owner", "grace");
        done("key", "create", "--role", "enforcer", "--agents", "*", "--servers", "*");
        done("posture", "set", "lockdown", "--agent", "bot", "--reason", "loops");
        registry().forEach(this::putIntoTheCopy);
    }

    @Test
    void whatWasLostIsPutBackAsItWas() throws Exception {
        Set<Map<String, AttributeValue>> before = registry();
        before.forEach(this::removeFromTheRegistry);

        Result restored = session.run("registry", "restore", "--from", copy, "--people");

        assertEquals(0, restored.exitCode(), restored.err());
        assertTrue(registry().containsAll(before));
        assertEquals(
                "Functions take up agents and keys within 30 seconds, a bundle within 10, postures within 5.",
                restored.out().lines().toList().getLast());
        assertEquals(
                Set.of("bot", "other"),
                session.run("agent", "list", "--output", "json").json().items("agents").stream()
                        .map(agent -> ((Json.Obj) agent).text("id").orElseThrow())
                        .collect(Collectors.toSet()));
        assertTrue(
                audit().contains("registry.restore") && audit().contains("registry.restored"), "who has put it back");
    }

    @Test
    void whatIsThereStaysAsItIs() throws Exception {
        done("agent", "suspend", "bot");
        done("posture", "clear", "--agent", "bot");
        removeFromTheRegistry(item("A#other", "AGENT"));
        Set<Map<String, AttributeValue>> before = registry();

        Result dry = session.run("registry", "restore", "--from", copy, "--dry-run");
        assertEquals(0, dry.exitCode(), dry.err());
        assertEquals(before, registry());
        assertEquals("Nothing was changed.", dry.out().lines().toList().getLast());
        assertTrue(dry.out().lines().anyMatch(line -> line.matches("agents +1 +2 +1")), dry::out);
        assertTrue(dry.out().lines().anyMatch(line -> line.matches("postures +1 +0 +0")), dry::out);
        assertFalse(dry.out().contains("keys of people"), dry::out);
        assertFalse(audit().contains("registry.restore"));

        done("registry", "restore", "--from", copy);
        Set<Map<String, AttributeValue>> after = registry();
        assertTrue(after.containsAll(before), "the suspended agent, too");
        assertEquals(before.size() + 2, after.size());
        assertEquals(
                "Nothing is missing.",
                session.run("registry", "restore", "--from", copy)
                        .out()
                        .lines()
                        .toList()
                        .getLast());
    }

    /** A person who was erased after the copy was made would have a key again. */
    @Test
    void keysOfPeopleComeBackOnlyWhenTheyAreAskedFor() throws Exception {
        done("person", "erase", "grace", "--yes");
        long without = people();

        done("registry", "restore", "--from", copy);
        assertEquals(without, people());
        done("registry", "restore", "--from", copy, "--people");
        assertTrue(people() > without);
    }

    @Test
    void aTableThatIsNoCopyIsRefused() {
        Result empty = session.run(
                "registry", "restore", "--from", dynamoDb.newTables().registry());
        assertEquals(1, empty.exitCode());
        assertTrue(empty.err().contains("has no tenant's key, so it is no copy of a registry"), empty::err);

        Result absent = session.run("registry", "restore", "--from", "nowhere");
        assertEquals(1, absent.exitCode());
        assertTrue(absent.err().contains("there is no table 'nowhere' there"), absent::err);

        Session another = Session.besideALocalStack(directory.resolve("another"), dynamoDb, dynamoDb.newTables());
        assertEquals(
                0,
                another.run(
                                "bundle",
                                "publish",
                                BundleFolder.ofRepository("infra/bundle").toString())
                        .exitCode());
        Result foreign = another.run("registry", "restore", "--from", copy);
        assertEquals(1, foreign.exitCode());
        assertTrue(foreign.err().contains("has another tenant's key than the registry"), foreign::err);
    }

    private void done(String... arguments) {
        Result result = session.run(arguments);
        assertEquals(0, result.exitCode(), result.err());
    }

    private Set<Map<String, AttributeValue>> registry() {
        return items(tables.registry());
    }

    private long people() {
        return registry().stream()
                .filter(item -> item.get("pk").s().startsWith("PERSON#"))
                .count();
    }

    private String audit() {
        return items(tables.audit()).toString();
    }

    private Map<String, AttributeValue> item(String partition, String sort) {
        return registry().stream()
                .filter(item -> item.get("pk").s().equals(partition)
                        && item.get("sk").s().equals(sort))
                .findFirst()
                .orElseThrow();
    }

    private void putIntoTheCopy(Map<String, AttributeValue> item) {
        dynamoDb.client().putItem(request -> request.tableName(copy).item(item));
    }

    private void removeFromTheRegistry(Map<String, AttributeValue> item) {
        dynamoDb.client()
                .deleteItem(request ->
                        request.tableName(tables.registry()).key(Map.of("pk", item.get("pk"), "sk", item.get("sk"))));
    }

    private static Set<Map<String, AttributeValue>> items(String table) {
        return dynamoDb.client().scanPaginator(request -> request.tableName(table)).items().stream()
                .collect(Collectors.toSet());
    }
}
