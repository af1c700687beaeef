package dev.tollgate.cli;

import dev.tollgate.cli.Session.Result;
import dev.tollgate.core.Deadline;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Posture;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.Writer;
import dev.tollgate.core.store.DynamoCalls;
import dev.tollgate.core.store.DynamoDenials;
import dev.tollgate.core.store.DynamoRecords;
import dev.tollgate.core.store.DynamoStepDowns;
import dev.tollgate.core.store.Tables;
import dev.tollgate.core.watch.DenialCounts;
import dev.tollgate.core.watch.StepDown;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PostureCommandTest {
    private static final String REASON = "INC-4711: Ada saw odd exports";

    @RegisterExtension
    static final LocalTables dynamoDb = new LocalTables();

    @TempDir
    private Path directory;

    private Tables tables;
    private Session session;

    @BeforeEach
    void aRegistryWithABundleAndAnAgent() {
        tables = dynamoDb.newTables();
        session = Session.besideALocalStack(directory, dynamoDb, tables);
        String bundle = BundleFolder.ofRepository("infra/bundle").toString();
        assertEquals(0, session.run("bundle", "publish", bundle).exitCode());
        assertEquals(
                0,
                session.run("agent", "create", "bot", "--purpose", "p", "--owner", "ada")
                        .exitCode());
    }

    @Test
    void aPostureIsSetListedAndCleared() throws Exception {
        assertEquals(
                "No posture is set: everything is normal.\n",
                session.run("posture", "list").out());
        Result set = session.run("posture", "set", "read_only", "--reason", REASON);
        assertEquals(0, set.exitCode(), set.err());
        assertEquals(
                "For everything: read_only, until it is cleared. Functions take it up within 5 seconds.\n", set.out());
        session.run("posture", "set", "lockdown", "--server", "github", "--reason", "token leaked", "--for", "2h");
        session.run("posture", "set", "lockdown", "--agent", "bot", "--reason", "loops");

        List<String> lines = session.run("posture", "list").out().lines().toList();
        assertTrue(lines.get(0).matches("FOR +POSTURE +STATUS +SINCE +UNTIL +REASON"), lines.get(0));
        assertTrue(lines.get(1).matches("everything +read_only +in force +20\\S+Z +cleared +" + REASON), lines.get(1));
        assertTrue(
                lines.get(2).matches("server github +lockdown +in force +20\\S+Z +20\\S+Z +token leaked"),
                lines.get(2));
        assertTrue(lines.get(3).matches("agent bot +lockdown +in force +20\\S+Z +cleared +loops"), lines.get(3));

        Result cleared = session.run("posture", "clear");
        assertEquals("For everything: normal. Functions take it up within 5 seconds.\n", cleared.out());
        assertEquals("Postures of other scopes stand: 'posture list' shows them.\n", cleared.err());
        assertEquals(
                "For everything: no posture was set, so nothing changed.\n",
                session.run("posture", "clear").out());
        session.run("posture", "set", "normal", "--server", "github", "--reason", "new token");
        assertEquals("", session.run("posture", "clear", "--agent", "bot").err());
        assertEquals(0, postures().size());
    }

    @Test
    void programsAreToldTheSame() throws Exception {
        Json.Obj set = session.run(
                        "posture",
                        "set",
                        "read_only",
                        "--agent",
                        "bot",
                        "--reason",
                        "r",
                        "--for",
                        "30m",
                        "--output",
                        "json")
                .json();
        assertEquals(
                List.of("scope", "agent", "posture", "since", "until"),
                List.copyOf(set.members().keySet()));
        Instant since = Instant.parse(set.text("since").orElseThrow());
        Instant until = Instant.parse(set.text("until").orElseThrow());
        assertTrue(until.isAfter(since.plusSeconds(1_798)) && !until.isAfter(since.plusSeconds(1_800)));

        Json.Obj listed = (Json.Obj) postures().getFirst();
        assertEquals(Optional.of("in force"), listed.text("status"));
        assertEquals(Optional.of("r"), listed.text("reason"));
    }

    @Test
    void aNameThatWouldStopNothingIsRefused() throws Exception {
        Result server = session.run("posture", "set", "lockdown", "--server", "gihub", "--reason", "r");
        assertEquals(1, server.exitCode());
        assertTrue(server.err().startsWith("tollgate: the active bundle has no server 'gihub' (it has "), server.err());
        Result agent = session.run("posture", "set", "lockdown", "--agent", "bott", "--reason", "r");
        assertEquals("tollgate: there is no agent 'bott'\n", agent.err());
        assertEquals(1, agent.exitCode());
        assertEquals(0, postures().size());
    }

    @Test
    void aReasonIsOneShortLine() {
        for (String reason : List.of(" ", "a\nb", "x".repeat(201))) {
            assertEquals(
                    2,
                    session.run("posture", "set", "lockdown", "--reason", reason)
                            .exitCode());
        }
    }

    @Test
    void recordsTellTheActAndNotTheOperatorsWords() {
        session.run("posture", "set", "lockdown", "--server", "github", "--reason", REASON, "--for", "2h");
        session.run("posture", "set", "normal", "--server", "github", "--reason", REASON);
        session.run("posture", "clear");

        var acts = dynamoDb.client().scan(request -> request.tableName(tables.audit())).items().stream()
                .filter(item -> item.containsKey("act") && item.get("act").s().startsWith("posture."))
                .sorted(Comparator.comparing(item -> item.get("act").s()))
                .toList();
        assertEquals(2, acts.size(), "what changes nothing is no act");
        var cleared = acts.get(0);
        var set = acts.get(1);
        assertEquals("posture.clear", cleared.get("act").s());
        assertEquals("lockdown", cleared.get("before").s());
        assertEquals("posture.set", set.get("act").s());
        assertEquals("lockdown", set.get("posture").s());
        assertEquals("server", set.get("scope").s());
        assertEquals("github", set.get("server").s());
        assertTrue(set.containsKey("expires"));
        assertEquals(set.get("reason"), cleared.get("reason"), "the same words can be told to be the same");
        for (var act : acts) {
            assertTrue(act.containsKey("by"));
            assertFalse(act.values().stream()
                    .map(AttributeValue::toString)
                    .anyMatch(text -> text.contains("Ada") || text.contains("INC-4711")));
        }
    }

    private List<Json> postures() throws Exception {
        return session.run("posture", "list", "--output", "json").json().items("postures");
    }

    @Test
    void whatAReactionGaveToAnAgentIsListedAndCleared() throws Exception {
        Instant now = Instant.now();
        var dynamo = new DynamoCalls(dynamoDb.client());
        var writer = new Writer(new DynamoRecords(dynamo, tables.audit()), () -> "watcher", Json.Obj.EMPTY, () -> now);
        var lockdown = new StepDown("bot", Posture.LOCKDOWN, now, now.plusSeconds(3_600), "denials: 50 within 300 s");
        var record = new Draft(Draft.Kind.SECURITY, now, now.plusSeconds(86_400), Json.Obj.EMPTY);
        var stepDowns = new DynamoStepDowns(dynamo, tables);
        Deadline soon = Deadline.in(Duration.ofMinutes(1));
        writer.append(List.of(record), (records, left) -> stepDowns.put(records, lockdown, left), soon);
        new DynamoDenials(dynamo, tables.state()).add("bot", 50, now, soon);

        String listed = session.run("posture", "list").out();
        assertTrue(listed.contains("agent bot") && listed.contains("by itself, denials: 50 within 300 s"), listed);
        assertEquals(
                "For agent bot: normal. Functions take it up within 5 seconds.\n",
                session.run("posture", "clear", "--agent", "bot").out());

        assertEquals(
                "No posture is set: everything is normal.\n",
                session.run("posture", "list").out());
        assertEquals(
                DenialCounts.NONE,
                new DynamoDenials(dynamo, tables.state()).since("bot", now.minusSeconds(60), soon),
                "and the next denial is the first");
        assertTrue(session.run("posture", "clear", "--agent", "bot").out().contains("nothing changed"));
    }
}
