package dev.tollgate.tests;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.core.json.Json;
import dev.tollgate.tests.emulator.Vault;
import dev.tollgate.tests.stage.AdministeredStage.NewAgent;
import dev.tollgate.tests.stage.Answer;
import dev.tollgate.tests.stage.Http;
import dev.tollgate.tests.stage.LocalStage;
import dev.tollgate.tests.stage.OnStage;
import dev.tollgate.tests.stage.Question;
import dev.tollgate.tests.stage.Redaction;
import dev.tollgate.tests.stage.Stage;
import dev.tollgate.tests.stage.TollgateProgram;
import dev.tollgate.tests.stage.TollgateProgram.Result;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.s3.model.S3Exception;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * The packaged functions with the template's tables, signing key and locked bucket in LocalStack: what nobody's own stand-in
 * has answered. With {@code make test-localstack} the other tests on a stage run against it too.
 */
@OnStage(emulated = true)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalStackIT {
    private static final int BURST = 20;
    private static final int RATE_A_SECOND = 10;
    private static final int ARCHIVE_DAYS = 400;

    private final LocalStage stage;

    LocalStackIT(Stage stage) {
        this.stage = stage.local();
    }

    @Test
    void decidesAndRecordsEachDecisionInAChain() throws Exception {
        NewAgent agent = stage.newAgent("reader");
        Http http = stage.anonymous().withKey(agent.key());

        Answer allowed = http.evaluation(Question.call(agent.id(), "docs", "read"));
        Answer denied = http.evaluation(Question.call(agent.id(), "docs", "erase"));

        assertTrue(allowed.decision(), allowed::toString);
        assertEquals("deny", denied.effect(), denied::toString);
        assertEquals("allow", record(allowed).text("effect").orElseThrow());
        assertEquals("deny", record(denied).text("effect").orElseThrow());
        assertEquals(List.of(), stage.audit().findings());
    }

    private Json.Obj record(Answer decision) {
        return stage.audit().record(decision.decisionId().orElseThrow()).orElseThrow();
    }

    @Test
    void admitsNoMoreThanTheLimitWhenManyAskAtOnce() throws Exception {
        NewAgent agent = stage.newAgent("reader");
        Http http = stage.anonymous().withKey(agent.key());

        long before = System.nanoTime();
        Load load = Load.spread(http, Question.call(agent.id(), "meter", "ping"), 8, 120, Duration.ofSeconds(1));
        double most = BURST + RATE_A_SECOND * (System.nanoTime() - before) / 1e9;

        long admitted = load.answers().stream().filter(Answer::decision).count();
        assertEquals(List.of(), load.failures());
        assertTrue(admitted >= BURST && admitted <= most, () -> admitted + " were admitted, at most " + most);
    }

    @Test
    void looksThroughTheAnswerOfAnAllowedCallAndTakesItOnce() throws Exception {
        NewAgent agent = stage.newAgent("reader");
        Http http = stage.anonymous().withKey(agent.key());
        String call = Redaction.allowed(http, agent.id(), "read");

        Answer taken = Redaction.send(http, Redaction.of(call, "{\"mail\":\"ada@example.com\"}"));

        assertEquals(200, taken.status(), taken::toString);
        assertEquals("EMAIL_ADDRESS", taken.json().at("/findings/0/type").asText(), taken::toString);
        Json.Obj outcome =
                stage.audit().record(taken.json().get("record_id").asText()).orElseThrow();
        assertFalse(outcome.toString().contains("ada@"), "no value is recorded");
        assertEquals(409, Redaction.send(http, Redaction.of(call, "{}")).status());
    }

    @Test
    void sealsWithTheKeyOfTheKeyServiceAndVerifiesWithItsPublicHalf() throws Exception {
        decision();
        stage.runSchedule();

        Result verified = new TollgateProgram(stage)
                .run("audit", "verify", "--public-key", stage.sealPublicKey().toString());
        assertEquals(0, verified.exitCode(), verified::toString);
        assertTrue(verified.out().contains("Sealed: "), verified::out);
    }

    @Test
    void keepsCheckpointsInABucketThatLetsNobodyDeleteThem() throws Exception {
        decision();
        stage.runSchedule();
        JsonNode last = lastCheckpoint();
        String note = "checkpoints/%s/%012d.note"
                .formatted(
                        last.get("at").asText().substring(0, 10).replace('-', '/'),
                        last.get("number").asLong());

        assertEquals(last.get("note").asText(), new String(stage.archived(note), StandardCharsets.UTF_8));
        Vault.Kept kept = stage.vault().kept(note);
        assertEquals("COMPLIANCE", kept.mode());
        long days = Duration.between(Instant.now(), kept.until()).toDays();
        assertTrue(days >= ARCHIVE_DAYS - 1 && days <= ARCHIVE_DAYS, () -> "kept for " + days + " days");
        assertThrows(S3Exception.class, () -> stage.vault().destroy(note));
    }

    private void decision() throws Exception {
        assertEquals(
                200,
                stage.enforcer()
                        .evaluation(Question.call(Stage.AGENT, "docs", "read"))
                        .status());
    }

    private JsonNode lastCheckpoint() throws Exception {
        Answer answer = stage.auditor().get("/v1/audit/checkpoints?limit=1");
        assertEquals(200, answer.status(), answer::toString);
        return answer.json().get("checkpoints").get(0);
    }
}
