package dev.tollgate.tests;

import dev.tollgate.tests.stage.AdministeredStage.NewAgent;
import dev.tollgate.tests.stage.Answer;
import dev.tollgate.tests.stage.Await;
import dev.tollgate.tests.stage.BesideOthers;
import dev.tollgate.tests.stage.Http;
import dev.tollgate.tests.stage.LocalStage;
import dev.tollgate.tests.stage.Question;
import dev.tollgate.tests.stage.TollgateProgram;
import dev.tollgate.tests.stage.TollgateProgram.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Operators stop agents with the command, and the running functions obey within five seconds. */
@BesideOthers
@ResourceLock("the postures of its stage")
class PostureIT {
    /** From the end of the command on. */
    private static final Duration IN_FORCE = Duration.ofSeconds(5);

    private static LocalStage stage;
    private static TollgateProgram tollgate;
    private static NewAgent writer;
    private static NewAgent reader;

    @BeforeAll
    static void start() throws Exception {
        stage = LocalStage.quiet("e2e", config -> config.withMaxInstances(2));
        tollgate = new TollgateProgram(stage);
        writer = stage.newAgent("reader", "writer");
        reader = stage.newAgent("reader");
        stage.warmUp();
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    @AfterEach
    void normalAgainAndRecorded() throws Exception {
        for (List<String> scope :
                List.of(List.<String>of(), List.of("--server", "docs"), List.of("--agent", writer.id()))) {
            run(Optional.empty(), "clear", scope);
        }
        Await.until("that everything is normal", IN_FORCE, () -> mayWrite() && mayRead(reader));
        assertEquals(List.of(), stage.audit().findings());
    }

    @Test
    void duringAnIncidentReadingGoesOnAndLockdownStopsThatToo() throws Exception {
        assertTrue(mayWrite());
        assertEquals(
                "allow", ask(writer, "read").json().at("/context/on_failure").asText());

        set("read_only");
        Await.until("a write that is denied", IN_FORCE, () -> !mayWrite());
        Answer denied = ask(writer, "write");
        assertEquals("posture_read_only", denied.reason(), denied::toString);
        assertTrue(
                denied.text().contains("Only tools that do nothing but read may be called for now. Try again later."),
                denied::toString);
        assertFalse(denied.text().contains("INC-4711"), denied::toString);
        Answer goesOn = ask(writer, "read");
        assertTrue(goesOn.decision(), goesOn::toString);
        assertTrue(goesOn.json().at("/context/on_failure").isMissingNode(), goesOn::toString);
        assertEquals(List.of("read"), tools(writer));
        for (Answer answer : List.of(denied, goesOn)) {
            assertEquals(
                    Optional.of("read_only"),
                    stage.audit()
                            .record(answer.decisionId().orElseThrow())
                            .orElseThrow()
                            .text("posture"));
        }

        set("lockdown");
        Await.until("a read that is denied", IN_FORCE, () -> !mayRead(writer));
        assertEquals("posture_lockdown", ask(writer, "read").reason());
        assertEquals(List.of(), tools(writer));

        run(Optional.empty(), "clear", List.of());
        Await.until("a write that is allowed", IN_FORCE, PostureIT::mayWrite);
    }

    @Test
    void aServerIsStoppedAloneUntilItsTimeIsOver() throws Exception {
        set("lockdown", "--server", "docs", "--for", "9s");

        Await.until("a read that is denied", IN_FORCE, () -> !mayRead(reader));
        String message =
                ask(reader, "read").json().at("/context/reason/message").asText();
        assertTrue(
                message.matches(
                        "No tool of the server 'docs' may be called until 20\\S+Z\\. Stop, and tell your owner\\."),
                message);
        assertTrue(askAt("meter", reader, "ping").decision(), "another server goes on");
        Await.until("its end", Duration.ofSeconds(15), () -> mayRead(reader) && mayWrite());
    }

    @Test
    void anAgentIsStoppedAlone() throws Exception {
        set("read_only", "--agent", writer.id());

        Await.until("a write that is denied", IN_FORCE, () -> !mayWrite());
        Answer denied = ask(writer, "write");
        assertTrue(denied.text().contains("This agent may only call tools that do nothing but read for now."));
        assertTrue(mayRead(writer));
        assertTrue(mayRead(reader));
        set("lockdown", "--agent", writer.id());
        Await.until("a read that is denied", IN_FORCE, () -> !mayRead(writer));
        assertTrue(mayRead(reader));
    }

    private static void set(String posture, String... options) throws Exception {
        run(Optional.of("INC-4711"), "set", List.of(options), posture);
    }

    private static void run(Optional<String> reason, String verb, List<String> options, String... posture)
            throws Exception {
        var arguments = new ArrayList<>(List.of("posture", verb));
        arguments.addAll(List.of(posture));
        arguments.addAll(options);
        reason.ifPresent(words -> arguments.addAll(List.of("--reason", words)));
        Result result = tollgate.run(arguments.toArray(String[]::new));
        assertEquals(0, result.exitCode(), result::err);
    }

    private static boolean mayWrite() throws Exception {
        return ask(writer, "write").decision();
    }

    private static boolean mayRead(NewAgent agent) throws Exception {
        return ask(agent, "read").decision();
    }

    private static Answer ask(NewAgent agent, String tool) throws Exception {
        return askAt("docs", agent, tool);
    }

    private static Answer askAt(String server, NewAgent agent, String tool) throws Exception {
        return as(agent).evaluation(Question.call(agent.id(), server, tool));
    }

    /** Of the server docs. */
    private static List<String> tools(NewAgent agent) throws Exception {
        Answer found = as(agent).post("/access/v1/search/resource", """
                {"subject":{"type":"agent","id":"%s"},"action":{"name":"tools/call"},\
                "resource":{"type":"tool","properties":{"server":"docs"}}}""".formatted(agent.id()));
        return found.json().path("results").findValuesAsText("id");
    }

    private static Http as(NewAgent agent) {
        return stage.anonymous().withKey(agent.key());
    }
}
