package dev.tollgate.core.report;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.SortableTime;
import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.agent.Agent;
import dev.tollgate.core.agent.Caller;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.InMemoryRecordIndex;
import dev.tollgate.core.record.InMemoryRecordStore;
import dev.tollgate.core.record.Pseudonyms;
import dev.tollgate.core.record.RecordSearch;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.Writer;
import dev.tollgate.core.rollup.InMemoryRollups;
import dev.tollgate.core.rollup.RollupKeeping;
import dev.tollgate.core.rollup.RollupReading;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ReportsTest {
    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
    private static final Pseudonyms PSEUDONYMS = new Pseudonyms(new byte[32]);
    private static final String HOSTILE = "=\"><script>alert(1)</script>&'\u202e";

    private final InMemoryRecordStore store = new InMemoryRecordStore();
    private final InMemoryRollups rollups = new InMemoryRollups();
    private final List<SealedRecord> written = new ArrayList<>();
    private Instant now = NOON;
    private final Writer writer = new Writer(store, () -> "writer", Json.Obj.EMPTY, () -> now);

    @Test
    void nothingInAPageIsTakenForMarkupAndNothingInATableForAFormula() throws Exception {
        decision("bot", HOSTILE, "deny");
        write(
                Draft.Kind.REDACTION,
                call("bot", HOSTILE).put("redaction", "redacted").put("labels", Json.texts(List.of(HOSTILE))));
        write(Draft.Kind.ADMIN, Json.object().put("act", HOSTILE).put("name", HOSTILE));
        seal();

        for (ReportName name : ReportName.values()) {
            Report report = report(name, NOON, NOON.plusSeconds(600));
            String html = ReportHtml.of(report);
            assertFalse(html.contains("<script"), name::word);
            assertFalse(html.contains("\u202e"), name::word);
            assertFalse(
                    ReportCsv.of(report).contains(",\"=")
                            || ReportCsv.of(report).contains(",="),
                    name::word);
        }
    }

    @Test
    void everyFigureAndRowSaysWhereItsRecordsAre() throws Exception {
        decision("bot", "read", "allow");
        decision("bot", "read", "deny");
        decision("", "read", "allow");
        seal();

        for (ReportName name : ReportName.values()) {
            for (Section section : report(name, NOON, NOON.plusSeconds(600)).sections()) {
                List<Source> sources = switch (section) {
                    case Section.Figures figures ->
                        figures.figures().stream().map(Section.Figure::source).toList();
                    case Section.Table table ->
                        table.lines().stream().map(Section.Line::source).toList();
                };
                sources.forEach(source -> assertFalse(
                        source.queries().isEmpty() && source.note().isEmpty(), () -> name + " " + section.id()));
            }
        }
    }

    @Test
    void aCheckpointThatIsNotThereYetIsSaid() throws Exception {
        decision("bot", "read", "allow");
        Report nothing = report(ReportName.ACCESS, NOON, NOON.plusSeconds(600));
        assertEquals(Optional.of(NOON), nothing.unsealedFrom());
        assertEquals(0, figure(nothing, "decisions"));

        seal();
        Report sealed = report(ReportName.ACCESS, NOON, NOON.plusSeconds(600));
        assertEquals(Optional.of(now), sealed.unsealedFrom());
        assertEquals(new RollupReading.Covering(0, 0), sealed.covering().orElseThrow());
        assertEquals(1, figure(sealed, "decisions"));
        assertEquals(
                Optional.empty(),
                report(ReportName.ACCESS, NOON, NOON.plusSeconds(60)).unsealedFrom());
    }

    @Test
    void whatIsCutSaysSoAndTheFiguresAreOfAll() throws Exception {
        for (int i = 0; i < Groups.MOST + 20; i++) {
            decision("bot-" + i, "read", "deny");
        }
        seal();

        Report report = report(ReportName.VIOLATIONS, NOON, NOON.plusSeconds(600));
        Section.Table refusals = table(report, "refusals");
        assertEquals(Groups.MOST, refusals.lines().size());
        assertTrue(refusals.cut().orElseThrow().note().startsWith("The largest 500 of 520 rows."));
        assertEquals(50, table(report, "latest").lines().size());
        assertTrue(table(report, "latest").cut().isPresent());
        assertEquals(Groups.MOST + 20, figure(report, "deny"));
        assertTrue(ReportHtml.of(report).contains("The largest 500 of 520 rows."));
    }

    @Test
    void aKeyOfOneServerGetsFiguresOfThatOnly() throws Exception {
        decision("bot", "read", "allow");
        write(Draft.Kind.ADMIN, Json.object().put("act", "bundle.publish"));
        seal();

        var caller = caller(List.of("*"), List.of("mail"));
        for (ReportName name : List.of(ReportName.ACCESS, ReportName.CHANGES)) {
            Report report = report(name, NOON, NOON.plusSeconds(600), caller);
            long all = report.sections().stream()
                    .filter(Section.Figures.class::isInstance)
                    .flatMap(section -> ((Section.Figures) section).figures().stream())
                    .mapToLong(Section.Figure::value)
                    .sum();
            assertEquals(0, all, name::word);
            assertTrue(ReportCsv.of(report).contains("ONLY agents * and servers mail"), name::word);
        }
    }

    @Test
    void aPreflightIsNoCallAndAnAnswerThatCameTwiceIsOne() throws Exception {
        String allowed = decision("bot", "read", "allow");
        write(Draft.Kind.DECISION, call("bot", "read").put("effect", "allow").put("preflight", Json.of(true)));
        write(
                Draft.Kind.REDACTION,
                call("bot", "read").put("redaction", "passed").put("decision", allowed));
        write(
                Draft.Kind.REDACTION,
                call("bot", "read")
                        .put("redaction", "passed")
                        .put("decision", allowed)
                        .put("repeats", "writer-3"));
        seal();

        Report coverage = report(ReportName.COVERAGE, NOON, NOON.plusSeconds(600));
        assertEquals(1, figure(coverage, "allowed"));
        assertEquals(1, figure(coverage, "came_back"));
        assertEquals(0, figure(coverage, "not_back"));
        assertEquals(List.of(), table(coverage, "without_outcome").lines());
    }

    @Test
    void aCallThatNobodyAllowedIsSeenInTheServersOwnLog() throws Exception {
        String allowed = decision("bot", "read", "allow");
        String denied = decision("bot", "read", "deny");
        decision("bot", "list", "allow");
        write(
                Draft.Kind.DECISION,
                Json.object().put("server", "mail").put("tool", "send").put("effect", "allow"));
        observed("read", Optional.of(allowed));
        String ofDenied = observed("read", Optional.of(denied));
        String again = observed("read", Optional.of(allowed));
        String ofOtherTool = observed("list", Optional.of(allowed));
        observed("write", Optional.empty());
        seal();

        Report coverage = report(ReportName.COVERAGE, NOON, NOON.plusSeconds(600));
        assertEquals(5, figure(coverage, "observed"));
        assertEquals(4, figure(coverage, "observed_named"));
        assertEquals(3, figure(coverage, "observed_beyond"), "two of read, one of write");
        assertEquals(
                Set.of(ofDenied, again, ofOtherTool),
                table(coverage, "observed_unmatched").lines().stream()
                        .map(line -> ((Json.Str) line.cells().get(1)).value())
                        .collect(Collectors.toSet()));
        assertTrue(coverage.notes().getFirst().contains("cannot be seen here for servers without a log: mail."));
        assertEquals(2, table(coverage, "logs").lines().size());
    }

    @Test
    void anAllowedDecisionCoversOneCallOfItsHourOrTheNext() throws Exception {
        now = NOON.plusSeconds(50 * 60);
        decision("bot", "read", "allow");
        decision("bot", "read", "allow");
        now = NOON.plusSeconds(65 * 60);
        observed("read", Optional.empty());
        observed("read", Optional.empty());
        now = NOON.plusSeconds(3 * 3_600 + 60);
        observed("read", Optional.empty());
        seal();

        assertEquals(1, figure(report(ReportName.COVERAGE, NOON, NOON.plusSeconds(6 * 3_600)), "observed_beyond"));
    }

    @Test
    void aLogThatIsHandedInLaterCountsWhenItsCallsWereMade() throws Exception {
        decision("bot", "read", "allow");
        now = NOON.plusSeconds(5 * 3_600);
        write(
                Draft.Kind.OBSERVED,
                call("", "read").put("source", "crm-log").put("called_at", SortableTime.text(NOON.plusSeconds(5))));
        seal();

        Report coverage = report(ReportName.COVERAGE, NOON, NOON.plusSeconds(600));
        assertEquals(1, figure(coverage, "observed"));
        assertEquals(0, figure(coverage, "observed_beyond"));
        assertEquals(
                0,
                figure(report(ReportName.COVERAGE, NOON.plusSeconds(3_600), NOON.plusSeconds(6 * 3_600)), "observed"));
    }

    private String observed(String tool, Optional<String> decision) throws Exception {
        return write(
                Draft.Kind.OBSERVED,
                call("", tool)
                        .put("source", "crm-log")
                        .put("called_at", SortableTime.text(now))
                        .put("decision", decision));
    }

    @Test
    void isThereAsJsonToo() throws Exception {
        decision("bot", "read", "allow");
        seal();
        Json json = new JsonText(16)
                .parse(JsonText.writeBytes(ReportJson.of(report(ReportName.AGENTS, NOON, NOON.plusSeconds(600)))));

        Json.Obj agents = (Json.Obj) ((Json.Obj) json).items("sections").getLast();
        Json.Obj bot = (Json.Obj) agents.items("rows").getFirst();
        assertEquals(Optional.of(1L), bot.integer("allow"));
        assertEquals(Optional.of(PSEUDONYMS.of("person", "alice")), bot.text("owner"));
        assertEquals(Optional.of(100L), bot.integer("oldest_key_days"));
    }

    private String decision(String agent, String tool, String effect) throws Exception {
        return write(
                Draft.Kind.DECISION, call(agent, tool).put("effect", effect).put("reason", "policy"));
    }

    private static Json.Members call(String agent, String tool) {
        var members = Json.object();
        if (!agent.isEmpty()) {
            members.put("agent", agent);
        }
        return members.put("server", "crm").put("tool", tool);
    }

    private String write(Draft.Kind kind, Json.Members members) throws Exception {
        var draft = new Draft(kind, now, now.plus(Duration.ofDays(90)), members.build());
        SealedRecord record = writer.append(List.of(draft), soon()).getFirst();
        written.add(record);
        return record.id();
    }

    private void seal() throws Exception {
        now = now.plusSeconds(120);
        new RollupKeeping(rollups).count(0, now, written, soon());
    }

    private Report report(ReportName name, Instant from, Instant to) throws Exception {
        return report(name, from, to, caller(List.of("*"), List.of("*")));
    }

    private Report report(ReportName name, Instant from, Instant to, Caller caller) throws Exception {
        AgentRegister register = (most, deadline) -> List.of(new AgentRegister.Registered(
                new Agent("bot", "testing", "alice", List.of("reader"), Agent.Status.ACTIVE, List.of("k1")),
                List.of(new AgentRegister.KeyAge("k1", Optional.of(now.minus(Duration.ofDays(100)))))));
        var search = new RecordSearch(new InMemoryRecordIndex(store), Duration.ZERO);
        var whose = name == ReportName.TRAIL
                ? new Whose(Optional.of("bot"), Optional.empty(), Optional.empty())
                : Whose.NOBODY;
        return new Reports(new RollupReading(rollups), search, register)
                .make(
                        new Reports.Asked(name, new Period(from, to, ZoneId.of("UTC")), whose, new Scope(caller)),
                        PSEUDONYMS,
                        now,
                        soon());
    }

    private static Caller caller(List<String> agents, List<String> servers) {
        return new Caller(
                new AccessKey(
                        "k",
                        AccessKey.Role.AUDITOR,
                        agents,
                        servers,
                        Optional.empty(),
                        AccessKey.Status.ACTIVE,
                        Optional.empty()),
                Optional.empty());
    }

    private static long figure(Report report, String id) {
        return report.sections().stream()
                .filter(Section.Figures.class::isInstance)
                .flatMap(section -> ((Section.Figures) section).figures().stream())
                .filter(figure -> figure.id().equals(id))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private static Section.Table table(Report report, String id) {
        return (Section.Table) report.sections().stream()
                .filter(section -> section.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofMinutes(1));
    }
}
