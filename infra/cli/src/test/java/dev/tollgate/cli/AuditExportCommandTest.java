package dev.tollgate.cli;

import dev.tollgate.cli.Session.Result;
import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.export.CsvLine;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.Writer;
import dev.tollgate.core.store.AuditChains;
import dev.tollgate.core.store.DynamoCalls;
import dev.tollgate.core.store.DynamoRecords;
import dev.tollgate.core.store.Tables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class AuditExportCommandTest {
    private static final Instant MIDNIGHT = Instant.parse("2025-10-02T00:00:00Z");

    @RegisterExtension
    static final LocalTables dynamoDb = new LocalTables();

    @TempDir
    private Path directory;

    private Tables tables;
    private Session session;
    private Instant now = MIDNIGHT;

    @BeforeEach
    void besideALocalStack() {
        tables = dynamoDb.newTables();
        session = Session.besideALocalStack(directory, dynamoDb, tables);
        assertEquals(0, createAgent("first").exitCode(), "it makes the tenant's key");
    }

    @Test
    void givesTheRecordsOfAllChainsInTheOrderOfTime() throws Exception {
        Writer one = writer("one");
        Writer two = writer("two");
        append(one, "a", MIDNIGHT.minusSeconds(3600));
        append(two, "c", MIDNIGHT.minusSeconds(10), MIDNIGHT.minusSeconds(10));
        append(one, "d", MIDNIGHT.plusSeconds(10), MIDNIGHT.plusSeconds(10));
        // Recorded after midnight, made before; and behind a later one of its own chain.
        append(one, "b", MIDNIGHT.minusSeconds(12), MIDNIGHT.plusSeconds(11));
        append(two, "e", MIDNIGHT.plusSeconds(3600));

        assertEquals(List.of("a", "b", "c", "d", "e"), exported("2025-10-01", "2025-10-03"));
        assertEquals(List.of("b", "c"), exported("2025-10-01T23:59:48Z", "2025-10-02"));
        assertEquals(List.of("d"), exported("2025-10-02T02:00:10+02:00", "2025-10-02T00:00:11Z"));
        assertEquals(List.of(), exported("2025-10-05", "2025-10-06"));
    }

    @Test
    void readsManyPagesOfManyChains() throws Exception {
        for (int chain = 0; chain < 3; chain++) {
            Writer writer = writer("w" + chain);
            for (int part = 0; part < 5; part++) {
                Instant at = MIDNIGHT.plusSeconds(60L * part + chain);
                now = at;
                var drafts = new ArrayList<Draft>();
                for (int i = 0; i < 50; i++) {
                    drafts.add(draft("x", at.plusMillis(i)));
                }
                writer.append(drafts, Deadline.in(Duration.ofSeconds(20)));
            }
        }

        Result result =
                session.run("audit", "export", "--from", "2025-10-02", "--to", "2025-10-03", "--format", "jsonl");
        List<String> times = result.out()
                .lines()
                .map(line -> line.replaceFirst(".*\"at\":\"([^\"]*)\".*", "$1"))
                .toList();
        assertEquals(3 * (1 + 5 * 50), times.size());
        assertEquals(times.stream().sorted().toList(), times);
    }

    @Test
    void writesEventsOfOcsf() throws Exception {
        append(writer("one"), "bot", MIDNIGHT);
        Path file = directory.resolve("events.jsonl");

        Result result = session.run(export("ocsf", "--out", file.toString()));

        assertEquals(
                "2 records from 2025-10-01T00:00:00Z until before 2025-10-03T00:00:00Z, as ocsf, in " + file + "\n",
                result.out());
        List<String> lines = Files.readAllLines(file);
        assertEquals(2, lines.size());
        for (String line : lines) {
            Json.Obj event = (Json.Obj) new JsonText(64).parse(line);
            assertEquals(Optional.of(6003L), event.integer("class_uid"));
            assertEquals(1, event.items("attestation_list").size());
        }
        assertTrue(lines.get(1).contains("\"ai_agent\":{\"uid\":\"bot\"}"), lines.get(1));
    }

    @Test
    void writesLinesForSpreadsheets() throws Exception {
        append(writer("one"), "=1+1", MIDNIGHT);

        Result result = session.run(export("csv"));

        assertTrue(result.out().startsWith(CsvLine.header()), result.out());
        assertTrue(result.out().contains(",'=1+1,"), result.out());
        assertEquals(3, result.out().lines().count());
        assertEquals("2 records from 2025-10-01T00:00:00Z until before 2025-10-03T00:00:00Z, as csv\n", result.err());
        assertEquals(0, result.exitCode());
    }

    @Test
    void whatWasExportedWholeCanBeVerified() throws Exception {
        append(writer("one"), "bot", MIDNIGHT);
        Path file = directory.resolve("records.jsonl");
        Result result = session.run(
                "audit",
                "export",
                "--from",
                "2025-10-01",
                "--format",
                "jsonl",
                "--out",
                file.toString(),
                "--output",
                "json");

        assertEquals(Optional.of(4L), result.json().integer("records"));
        Result verified = session.run("audit", "verify", "--without-checkpoints", "--from", file.toString());
        assertEquals("Verified: 4 records in 2 chains.\n", verified.out());

        Files.writeString(file, Files.readString(file).replace("\"agent\":\"bot\"", "\"agent\":\"tob\""));
        assertEquals(
                1,
                session.run("audit", "verify", "--without-checkpoints", "--from", file.toString())
                        .exitCode());
    }

    @Test
    void anExportIsRecorded() throws Exception {
        append(writer("one"), "bot", MIDNIGHT);
        session.run(export("csv"));

        var acts = new ArrayList<String>();
        new AuditChains(dynamoDb.client(), tables.audit())
                .forEach(item -> item.text("act")
                        .filter(act -> act.startsWith("audit."))
                        .ifPresent(act -> acts.add(String.join(
                                " ",
                                act,
                                item.text("from").orElse(""),
                                item.text("to").orElse(""),
                                item.text("format").orElse(""),
                                String.valueOf(item.integer("records").orElse(-1L)),
                                item.text("by").orElse("nobody").substring(0, 2)))));
        String period = " 2025-10-01T00:00:00.000000Z 2025-10-03T00:00:00.000000Z csv ";
        assertEquals(
                List.of("audit.export" + period + "-1 p.", "audit.exported" + period + "2 p."),
                acts.stream().sorted().toList());
        assertEquals(0, session.run("audit", "verify", "--without-checkpoints").exitCode());
    }

    @Test
    void nothingIsReadThatCannotBeRecorded() {
        Session noTenantKey = new Session(
                Map.of(
                        "TOLLGATE_DYNAMODB_ENDPOINT", dynamoDb.endpoint().toString(),
                        "TOLLGATE_REGISTRY_TABLE", "nowhere",
                        "TOLLGATE_AUDIT_TABLE", tables.audit()),
                directory);

        Result result = noTenantKey.run(export("jsonl"));

        assertEquals(1, result.exitCode());
        assertEquals("", result.out());
    }

    @Test
    void aChangedRecordIsWrittenAsItStandsAndSaid() throws Exception {
        append(writer("one"), "bot", MIDNIGHT);
        dynamoDb.client()
                .updateItem(request -> request.tableName(tables.audit())
                        .key(Map.of("pk", AttributeValue.fromS("W#one"), "sk", AttributeValue.fromS("000000000001")))
                        .updateExpression("SET #agent = :other")
                        .expressionAttributeNames(Map.of("#agent", "agent"))
                        .expressionAttributeValues(Map.of(":other", AttributeValue.fromS("other"))));

        Result result = session.run(export("jsonl"));

        assertEquals(1, result.exitCode());
        assertTrue(result.out().contains("\"agent\":\"other\""), result.out());
        assertTrue(
                result.err().contains("1 of them are not what their hashes say: see 'tollgate audit verify'"),
                result.err());
    }

    @Test
    void whatIsMisunderstoodIsNotExported() throws Exception {
        Path file = Files.writeString(directory.resolve("there.csv"), "mine");

        assertMisused("the period is empty", "--from", "2025-10-03", "--to", "2025-10-03", "--format", "csv");
        assertMisused("is no time", "--from", "yesterday", "--format", "csv");
        assertMisused("longer than", "--from", "1970-01-01", "--format", "csv");
        assertMisused("--format", "--from", "2025-10-03", "--format", "xml");
        assertMisused("needs --out", "--from", "2025-10-03", "--format", "csv", "--output", "json");
        assertMisused("already", "--from", "2025-10-03", "--format", "csv", "--out", file.toString());
        assertEquals("mine", Files.readString(file));
    }

    @Test
    void aFileThatCannotBeWrittenLeavesNothing() {
        Path file = directory.resolve("no-such-folder/x.csv");

        Result result = session.run(export("csv", "--out", file.toString()));

        assertEquals(1, result.exitCode());
        assertTrue(result.err().contains(file + " cannot be written"), result.err());
        assertFalse(Files.exists(file));
    }

    private void assertMisused(String said, String... options) {
        var arguments = new ArrayList<>(List.of("audit", "export"));
        arguments.addAll(List.of(options));
        Result result = session.run(arguments.toArray(String[]::new));
        assertEquals(2, result.exitCode(), result.err());
        assertTrue(result.err().contains(said), result.err());
        assertEquals("", result.out());
    }

    private static String[] export(String format, String... more) {
        var arguments = new ArrayList<>(
                List.of("audit", "export", "--from", "2025-10-01", "--to", "2025-10-03", "--format", format));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    /** The agents in the records that are no openings. */
    private List<String> exported(String from, String to) {
        Result result = session.run("audit", "export", "--from", from, "--to", to, "--format", "jsonl");
        assertEquals(0, result.exitCode(), result.err());
        return result.out()
                .lines()
                .filter(line -> line.contains("\"kind\":\"decision\""))
                .map(line -> line.replaceFirst(".*\"agent\":\"([^\"]*)\".*", "$1"))
                .toList();
    }

    private Writer writer(String name) {
        var store = new DynamoRecords(new DynamoCalls(dynamoDb.client()), tables.audit());
        return new Writer(
                store, () -> name, Json.object().put("function", "test").build(), () -> now);
    }

    private void append(Writer writer, String agent, Instant at) throws StoreException {
        append(writer, agent, at, at);
    }

    private void append(Writer writer, String agent, Instant at, Instant recorded) throws StoreException {
        now = recorded;
        writer.append(List.of(draft(agent, at)), Deadline.in(Duration.ofSeconds(20)));
    }

    private static Draft draft(String agent, Instant at) {
        return new Draft(
                Draft.Kind.DECISION,
                at,
                at.plus(Duration.ofDays(400)),
                Json.object().put("agent", agent).put("effect", "allow").build());
    }

    private Result createAgent(String id) {
        return session.run("agent", "create", id, "--purpose", "Reports", "--owner", "ada@example.com");
    }
}
