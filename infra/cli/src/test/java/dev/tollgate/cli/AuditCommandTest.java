package dev.tollgate.cli;

import dev.tollgate.cli.Session.Result;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.store.AuditChains;
import dev.tollgate.core.store.Tables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What the command records of its own acts, and what it finds wrong in records. */
class AuditCommandTest {
    private static final String STARTER =
            BundleFolder.ofRepository("infra/bundle").toString();

    @RegisterExtension
    static final LocalTables dynamoDb = new LocalTables();

    @TempDir
    private Path directory;

    private Tables tables;
    private Session session;

    @BeforeEach
    void besideALocalStack() {
        tables = dynamoDb.newTables();
        session = Session.besideALocalStack(directory, dynamoDb, tables);
    }

    @Test
    void everyActIsRecordedInAChainThatVerifies() throws Exception {
        createAgent("bot");
        session.run("agent", "rotate", "bot");
        session.run("agent", "suspend", "bot");
        session.run("agent", "suspend", "bot");
        session.run("agent", "resume", "bot");
        session.run("bundle", "publish", STARTER);
        session.run(
                "key",
                "create",
                "--role",
                "approver",
                "--agents",
                "*",
                "--servers",
                "*",
                "--identity",
                "jwt:mallory@example.com");
        session.run("key", "revoke", "jwt:mallory@example.com");

        var acts = new ArrayList<String>();
        var all = new StringBuilder();
        new AuditChains(dynamoDb.client(), tables.audit()).forEach(item -> {
            item.text("act").ifPresent(acts::add);
            all.append(JsonText.write(item)).append('\n');
        });
        assertEquals(
                List.of(
                        "agent.create",
                        "agent.resume",
                        "agent.rotate",
                        "agent.suspend",
                        "bundle.publish",
                        "key.create",
                        "key.revoke"),
                acts.stream().sorted().toList());
        assertFalse(all.toString().contains("ada@example.com"), "an owner is a pseudonym in records");
        assertFalse(all.toString().contains("mallory"), "a token's subject is a pseudonym in records");

        Result verified = session.run("audit", "verify", "--without-checkpoints");
        assertEquals("Verified: 14 records in 7 chains.\n", verified.out());
        assertEquals(0, verified.exitCode());

        Path export = Files.writeString(directory.resolve("export.jsonl"), all);
        assertEquals(verified, session.run("audit", "verify", "--without-checkpoints", "--from", export.toString()));
    }

    @Test
    void aChangedOrMissingRecordIsFound() throws Exception {
        createAgent("bot");
        session.run("agent", "suspend", "bot");
        var records = new ArrayList<Json.Obj>();
        new AuditChains(dynamoDb.client(), tables.audit()).forEach(records::add);
        Json.Obj suspension = records.stream()
                .filter(item -> item.text("act").filter("agent.suspend"::equals).isPresent())
                .findFirst()
                .orElseThrow();
        String writer = suspension.text("pk").orElseThrow().substring("W#".length());
        dynamoDb.client()
                .updateItem(request -> request.tableName(tables.audit())
                        .key(keyOf(suspension))
                        .updateExpression("SET #agent = :other")
                        .expressionAttributeNames(Map.of("#agent", "agent"))
                        .expressionAttributeValues(Map.of(":other", AttributeValue.fromS("other"))));

        Result changed = session.run("audit", "verify", "--without-checkpoints");
        assertEquals(1, changed.exitCode());
        assertEquals(
                "chain " + writer + ", record 1: the content is not what was hashed\n"
                        + "Not verified: 1 finding in 4 records in 2 chains.\n",
                changed.out());

        dynamoDb.client()
                .deleteItem(request -> request.tableName(tables.audit())
                        .key(Map.of(
                                "pk",
                                AttributeValue.fromS("W#" + writer),
                                "sk",
                                AttributeValue.fromS("000000000000"))));
        Json.Obj missing = session.run("audit", "verify", "--without-checkpoints", "--output", "json")
                .json();
        assertEquals(Json.Bool.FALSE, missing.get("verified").orElseThrow());
        assertTrue(missing.items("findings").size() > 1);
    }

    @Test
    void aRecordThatAnIndexWouldNotFindIsFound() throws Exception {
        createAgent("bot");
        session.run("agent", "suspend", "bot");
        var records = new ArrayList<Json.Obj>();
        new AuditChains(dynamoDb.client(), tables.audit()).forEach(records::add);
        Json.Obj suspension = records.stream()
                .filter(item -> item.text("act").filter("agent.suspend"::equals).isPresent())
                .findFirst()
                .orElseThrow();
        assertTrue(suspension.text("g1p").orElseThrow().startsWith("A#bot#"));
        dynamoDb.client()
                .updateItem(request ->
                        request.tableName(tables.audit()).key(keyOf(suspension)).updateExpression("REMOVE g1p"));

        Result hidden = session.run("audit", "verify", "--without-checkpoints");
        assertEquals(1, hidden.exitCode());
        assertEquals(
                "chain " + suspension.text("pk").orElseThrow().substring("W#".length())
                        + ", record 1: an index has it where its content does not belong, or not at all\n"
                        + "Not verified: 1 finding in 4 records in 2 chains.\n",
                hidden.out());
    }

    @Test
    void aFileThatIsNoExportIsNotVerified() throws Exception {
        Path file = Files.writeString(directory.resolve("x.jsonl"), "{\"pk\":\"W#a\",\"sk\":\"1\"}\n\nnot json\n");

        Result result = session.run("audit", "verify", "--without-checkpoints", "--from", file.toString());
        assertEquals(1, result.exitCode());
        assertEquals("""
                line 1 is no item of the audit table
                line 3: not well-formed JSON at line 1, column 1, in the top
                Not verified: 2 findings in 0 records in 0 chains.
                """, result.out());
    }

    @Test
    void whatCannotBeRecordedIsNotReportedAsDone() {
        Session noAudit = new Session(
                Map.of(
                        "TOLLGATE_DYNAMODB_ENDPOINT", dynamoDb.endpoint().toString(),
                        "TOLLGATE_REGISTRY_TABLE", tables.registry(),
                        "TOLLGATE_AUDIT_TABLE", "nowhere"),
                directory);

        Result result = noAudit.run("agent", "create", "bot", "--purpose", "x", "--owner", "y");

        assertEquals(1, result.exitCode());
        assertEquals("", result.out());
        assertTrue(
                result.err()
                        .startsWith("tollgate: it was done but could not be recorded (the agent exists, and "
                                + "'agent rotate' gives it a key): "),
                result.err());
    }

    private Result createAgent(String id) {
        return session.run(
                "agent",
                "create",
                id,
                "--purpose",
                "Reports",
                "--owner",
                "ada@example.com",
                "--role",
                "analyst,reader");
    }

    private static Map<String, AttributeValue> keyOf(Json.Obj item) {
        return Map.of(
                "pk", AttributeValue.fromS(item.text("pk").orElseThrow()),
                "sk", AttributeValue.fromS(item.text("sk").orElseThrow()));
    }
}
