package dev.tollgate.cli;

import dev.tollgate.cli.Session.Result;
import dev.tollgate.core.agent.KeyToken;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.store.Tables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TollgateCommandTest {
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

    static Stream<CommandLine> everyCommand() {
        var all = new ArrayList<CommandLine>();
        collect(TollgateCommand.commandLine(Surroundings.ofThisProcess()), all);
        return all.stream();
    }

    private static void collect(CommandLine command, List<CommandLine> into) {
        into.add(command);
        command.getSubcommands().values().forEach(each -> collect(each, into));
    }

    @ParameterizedTest
    @MethodSource("everyCommand")
    void everyCommandHasHelpWithAnExample(CommandLine command) {
        String name = command.getCommandSpec().qualifiedName(" ");
        Result help = session.run(
                (name.substring("tollgate".length()) + " --help").strip().split(" "));

        assertEquals(0, help.exitCode());
        assertTrue(help.out().startsWith("Usage: " + name), help.out());
        assertTrue(help.out().contains("Example:\n  tollgate "), help.out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bundle",
                "frobnicate",
                "bundle lint",
                "agent create bot",
                "agent list --output xml",
                "bundle lint a b",
                "agent create -bot --purpose x --owner y",
                "agent create bot --purpose x --owner y --role a/b",
                "key create --role enforcer --agents *",
                "key create --role boss --agents * --servers *",
                "key create --role agent --agents bot --servers *",
                "key create --role auditor --agents * --servers * --expires 5",
                "key create --role auditor --agents * --servers * --expires 0d",
                "key create --role auditor --agents * --servers * --identity ada",
                "key create --role auditor --agents a,,b --servers *",
                "agent list --older-than soon",
                "posture",
                "posture set read_only",
                "posture set half_open --reason x",
                "posture set read_only --reason x --server s --agent a",
                "posture set read_only --reason x --for soon",
                "posture set read_only --reason x --for 0s",
                "posture set read_only --reason x --for 400d",
                "posture set normal --reason x --for 2h",
                "posture clear --server",
                "key revoke tg_aaaaaaaaaaaaaaaa_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void whatIsNotUnderstoodChangesNothing(String arguments) {
        Result result = session.run(arguments.split(" "));

        assertEquals(2, result.exitCode());
        assertEquals("", result.out());
        assertTrue(result.err().startsWith("tollgate: "), result.err());
        assertTrue(result.err().contains("--help'."), result.err());
        assertEquals("There are no keys yet.\n", session.run("key", "list").out());
    }

    private static final String TESTED = """
            {apiVersion: tollgate.dev/v1, kind: Bundle, metadata: {name: tested}, spec: {}}
            ---
            apiVersion: tollgate.dev/v1
            kind: Policy
            metadata: {name: p}
            spec: {target: {actions: [read]}, rules: [{id: r, effect: allow, when: resource.id == '1'}]}
            ---
            apiVersion: tollgate.dev/v1
            kind: Test
            metadata: {name: t}
            spec:
              cases:
                - name: reads
                  subject: {type: user, id: ada}
                  request: {action: read, resource: {type: record, id: "1"}}
                  expect: {effect: %s}
            """;

    @Test
    void testsTellWhatFailedWhereAndWhyAndHowMuchIsCovered() {
        BundleFolder.of(directory, "b/bundle.yaml", TESTED.formatted("deny"));
        String folder = directory.resolve("b").toString();
        Path junit = directory.resolve("out/junit.xml");
        Result failed = session.run("bundle", "test", "--junit", junit.toString(), folder);

        assertEquals(1, failed.exitCode());
        assertEquals("""
                %s/bundle.yaml:13: reads: expected effect deny, but it is allow: allowed (p/r)
                    p/r (allow) matched: resource.id == '1' (resource.id is string)
                not covered: p/r was never false
                0 passed, 1 failed
                coverage 50 %%: 1 of 2 outcomes of rules
                """.formatted(folder), failed.out());
        assertTrue(Files.exists(junit));
        BundleFolder.of(directory, "b/bundle.yaml", TESTED.formatted("allow"));
        assertEquals(0, session.run("bundle", "test", folder).exitCode());
        assertEquals(
                1, session.run("bundle", "test", "--min-coverage", "51", folder).exitCode());
        assertEquals(
                2,
                session.run("bundle", "test", "--min-coverage", "101", folder).exitCode());
    }

    @Test
    void aBundleWhoseTestsFailIsNotPublished() {
        BundleFolder.of(directory, "b/bundle.yaml", TESTED.formatted("deny"));
        Result result = session.run("bundle", "publish", directory.resolve("b").toString());

        assertEquals(1, result.exitCode());
        assertTrue(result.err().contains("0 passed, 1 failed. Nothing was published."), result.err());
        assertEquals(
                "Nothing was published yet.\n", session.run("bundle", "list").out());
    }

    @Test
    void diffSaysWhatPublishingWouldChange() {
        BundleFolder.of(directory, "b/bundle.yaml", TESTED.formatted("allow"));
        String folder = directory.resolve("b").toString();
        assertEquals(1, session.run("bundle", "diff", folder).exitCode());
        assertEquals(0, session.run("bundle", "publish", folder).exitCode());

        assertEquals("No differences.\n", session.run("bundle", "diff", folder).out());
        BundleFolder.of(
                directory, "b/bundle.yaml", TESTED.formatted("allow").replace("'1'}", "'2' || resource.id == '1'}"));
        Result changed = session.run("bundle", "diff", folder);
        assertEquals(1, changed.exitCode());
        assertEquals(
                "~ policy p, rule r, when: resource.id == '1' -> resource.id == '2' || resource.id == '1'\n1 difference\n",
                changed.out());
    }

    @Test
    void aKeyIsMadeOnceAndSignsBundles() throws Exception {
        Path key = directory.resolve("key.pem");
        Result made = session.run("bundle", "keygen", key.toString());

        assertEquals(0, made.exitCode(), made.err());
        assertTrue(made.out().contains("Public key, for the template's parameter BundleKeys: MCow"), made.out());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
        assertEquals(1, session.run("bundle", "keygen", key.toString()).exitCode());
        Result published = session.run("bundle", "publish", "--sign-with", key.toString(), STARTER);
        assertEquals(0, published.exitCode(), published.err());
    }

    @Test
    void whatIsNoKeyPublishesNothing() throws Exception {
        Path noKey = Files.writeString(directory.resolve("no-key.pem"), "hello");
        Result result = session.run("bundle", "publish", "--sign-with", noKey.toString(), STARTER);

        assertEquals(1, result.exitCode());
        assertTrue(result.err().contains("is no private Ed25519 key (expected a PEM file"), result.err());
        assertEquals(
                "Nothing was published yet.\n", session.run("bundle", "list").out());
    }

    @Test
    void withoutAStackOrTablesItSaysWhatToDo() {
        Result result = new Session(Map.of(), directory.resolve("elsewhere")).run("agent", "list");

        assertEquals(2, result.exitCode());
        assertEquals("""
                tollgate: where is the registry table? Start the local stack here ('make run'), or give \
                --registry-table or $TOLLGATE_REGISTRY_TABLE for AWS
                See 'tollgate agent list --help'.
                """, result.err());
    }

    @Test
    void optionsAndEnvironmentSayWhereToAct() {
        Session elsewhere = new Session(Map.of(), directory.resolve("elsewhere"));
        String endpoint = dynamoDb.endpoint().toString();
        Session environment = new Session(
                Map.of("TOLLGATE_REGISTRY_TABLE", "nowhere", "TOLLGATE_DYNAMODB_ENDPOINT", endpoint), directory);

        Result named = elsewhere.run("agent", "list", "--endpoint", endpoint, "--registry-table", tables.registry());
        assertEquals("There are no agents yet.\n", named.out());
        assertEquals(0, named.exitCode());

        Result wrong = environment.run("agent", "list");
        assertEquals("tollgate: there is no table 'nowhere' there\n", wrong.err());
        assertEquals(1, wrong.exitCode());

        Result noAudit = environment.run("agent", "suspend", "bot");
        assertEquals(2, noAudit.exitCode());
        assertTrue(noAudit.err().startsWith("tollgate: where is the audit table?"), noAudit.err());
    }

    @Test
    void publishingSaysWhatLintSays() {
        String kind = "apiVersion: tollgate.dev/v1\nmetadata: {name: b}\nspec: {a: 1}\nkind: ";
        String folder = BundleFolder.of(directory, "b/x.yaml", kind + "Bundel\n")
                .resolve("b")
                .toString();

        assertEquals(1, session.run("bundle", "publish", folder).exitCode());
        assertEquals(
                "Nothing was published yet.\n", session.run("bundle", "list").out());

        BundleFolder.of(directory, "b/x.yaml", kind.replace("{a: 1}", "{}") + "Bundle\n---\n" + kind + "Data\n");
        Result published = session.run("bundle", "publish", folder);
        assertEquals(0, published.exitCode());
        assertEquals(folder + "/x.yaml:7:18: warning: no condition reads this data\n", published.err());
    }

    @Test
    void publishesListsAndRollsBack() throws Exception {
        String other = BundleFolder.ofRepository("tests/bundles/authzen-todo").toString();
        Result published = session.run("bundle", "publish", STARTER);
        assertEquals(0, published.exitCode(), published.err());
        assertTrue(published.out().startsWith("Active since 20"), published.out());
        session.run("bundle", "publish", other);

        Result list = session.run("bundle", "list");
        List<String> lines = list.out().lines().toList();
        assertEquals(3, lines.size());
        assertTrue(lines.get(0).matches(" +PUBLISHED +NAME +DIGEST"), list.out());
        assertTrue(lines.get(1).matches("\\* +20.* +authzen-todo +sha256:.*"), list.out());
        assertTrue(lines.get(2).matches(" +20.* +starter +sha256:.*"), list.out());

        Json.Obj back = session.run("bundle", "rollback", "--output", "json").json();
        assertEquals(
                "starter", back.object("publication").orElseThrow().text("name").orElseThrow());
        Result unknown = session.run("bundle", "rollback", "abcdef0");
        assertEquals(1, unknown.exitCode());
        assertEquals("tollgate: no bundle sha256:abcdef0 was ever published here\n", unknown.err());
    }

    @Test
    void aNewKeyIsAloneOnTheStandardOutput() {
        Result created = createAgent("bot");

        assertEquals(0, created.exitCode(), created.err());
        assertTrue(KeyToken.parse(created.out().strip()).isPresent(), created.out());
        assertEquals(
                "Agent bot is registered. Keep the key on the standard output safe: it is not shown again.\n",
                created.err());
        Result again = createAgent("bot");
        assertEquals(1, again.exitCode());
        assertEquals("", again.out());
        assertEquals("tollgate: the agent 'bot' exists already; 'agent rotate' gives it a new key\n", again.err());
    }

    @Test
    void agentsAreRotatedSuspendedResumedAndListed() throws Exception {
        KeyToken first = KeyToken.parse(createAgent("bot").out().strip()).orElseThrow();
        session.run("agent", "rotate", "bot");
        Result rotated = session.run("agent", "rotate", "bot");

        assertTrue(rotated.err().contains("Key " + first.keyId() + " was revoked."), rotated.err());
        assertEquals(
                "Agent bot is now suspended.\n",
                session.run("agent", "suspend", "bot").out());
        assertEquals(
                "Agent bot was already suspended.\n",
                session.run("agent", "suspend", "bot").out());
        String list = session.run("agent", "list").out();
        assertTrue(
                list.matches("AGENT  STATUS     ROLES           OWNER            KEYS +PURPOSE\n"
                        + "bot    suspended  analyst,reader  ada@example.com  "
                        + "[a-z2-7]{16}:0d [a-z2-7]{16}:0d  Reports\n"),
                list);
        assertEquals(
                "Agent bot is now active.\n",
                session.run("agent", "resume", "bot").out());
        Json.Obj json = session.run("agent", "list", "--output", "json").json();
        assertEquals(
                "active",
                ((Json.Obj) json.items("agents").getFirst()).text("status").orElseThrow());
    }

    @Test
    void anOldKeyIsRemindedOfAndBothKeysAreListedWhileItIsReplaced() throws Exception {
        KeyToken old = KeyToken.parse(createAgent("bot").out().strip()).orElseThrow();
        createAgent("other");
        madeOn(old, Instant.now().minus(Duration.ofDays(91)));

        Result list = session.run("agent", "list", "--older-than", "90d");
        assertEquals(2, list.out().lines().count(), list.out());
        assertTrue(list.out().contains(old.keyId() + ":91d"), list.out());
        assertEquals(
                "A key of bot is older than 90 days: 'agent rotate bot' makes a new one, and the one before stays valid "
                        + "until the next rotation.\n",
                list.err());

        KeyToken young = KeyToken.parse(
                        session.run("agent", "rotate", "bot").out().strip())
                .orElseThrow();
        String both = session.run("agent", "list").out();
        assertTrue(both.contains(old.keyId() + ":91d " + young.keyId() + ":0d"), both);
        session.run("agent", "rotate", "bot");
        assertEquals("", session.run("agent", "list").err());
        assertEquals(
                "No agent has a key as old as that.\n",
                session.run("agent", "list", "--older-than", "1d").out());
    }

    private void madeOn(KeyToken key, Instant created) {
        dynamoDb.client()
                .updateItem(request -> request.tableName(tables.registry())
                        .key(Map.of("pk", AttributeValue.fromS("K#" + key.keyId()), "sk", AttributeValue.fromS("KEY")))
                        .updateExpression("SET created = :created")
                        .expressionAttributeValues(Map.of(":created", AttributeValue.fromS(created.toString()))));
    }

    @Test
    void keysAreMadeRevokedAndListedWithoutSecrets() throws Exception {
        Result created = session.run(
                "key",
                "create",
                "--role",
                "enforcer",
                "--agents",
                "report-*,user:*",
                "--servers",
                "crm",
                "--expires",
                "90d");
        KeyToken token = KeyToken.parse(created.out().strip()).orElseThrow();
        Result identity = session.run(
                "key",
                "create",
                "--role",
                "auditor",
                "--agents",
                "*",
                "--servers",
                "*",
                "--identity",
                "iam:arn:aws:iam::123456789012:role/audit");
        assertEquals("iam:arn:aws:iam::123456789012:role/audit is let in as auditor.\n", identity.out());

        String list = session.run("key", "list").out();
        assertTrue(
                list.matches("(?s)KEY .*" + token.keyId() + " +enforcer +active +report-\\*,user:\\* +crm +20.*"),
                list);
        assertFalse(list.contains(token.secret()), list);
        assertEquals(
                "Key " + token.keyId() + " is now revoked.\n",
                session.run("key", "revoke", token.keyId()).out());
        Json.Obj json = session.run("key", "list", "--output", "json").json();
        assertEquals(
                "revoked",
                ((Json.Obj) json.items("keys").getFirst()).text("status").orElseThrow());
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
}
