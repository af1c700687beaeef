package dev.tollgate.tests;

import dev.tollgate.tests.stage.Answer;
import dev.tollgate.tests.stage.Await;
import dev.tollgate.tests.stage.BesideOthers;
import dev.tollgate.tests.stage.LocalStage;
import dev.tollgate.tests.stage.Question;
import dev.tollgate.tests.stage.Repository;
import dev.tollgate.tests.stage.TollgateProgram;
import dev.tollgate.tests.stage.TollgateProgram.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A policy author publishes with the command, and the running functions decide by it. */
@BesideOthers
class BundleLifeIT {
    /** The functions look at the pointer at most every ten seconds; the machine may be busy. */
    private static final Duration TAKEN_UP = Duration.ofSeconds(20);

    private static final String BUNDLE = """
            {apiVersion: tollgate.dev/v1, kind: Bundle, metadata: {name: life}, spec: {}}
            ---
            apiVersion: tollgate.dev/v1
            kind: Server
            metadata: {name: docs}
            spec: {tools: {read: {traits: [read]}}}
            ---
            apiVersion: tollgate.dev/v1
            kind: Policy
            metadata: {name: docs}
            spec:
              target: {tools: [docs/read]}
              rules: [{id: %s, effect: allow}]
            """;

    @Test
    void aPublishedBundleIsTakenUpABrokenOneIsNotAndRollbackUndoesIt() throws Exception {
        try (LocalStage stage = LocalStage.quiet("e2e", config -> config)) {
            var tollgate = new TollgateProgram(stage);
            assertEquals(0, tollgate.run("bundle", "publish", folder("first")).exitCode());
            assertEquals(0, tollgate.run("bundle", "publish", folder("second")).exitCode());
            awaitRule(stage, "second");

            Result broken = tollgate.run("bundle", "publish", folder("third, effectt: deny"));
            assertEquals(1, broken.exitCode());
            assertTrue(broken.err().contains("bundle.yaml:13:"), broken.err());
            assertEquals("second", rule(stage));

            assertEquals(0, tollgate.run("bundle", "rollback").exitCode());
            awaitRule(stage, "first");
        }
    }

    @Test
    void functionsThatTrustAKeyKeepTheLastSignedBundle() throws Exception {
        KeyPair key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        String trusted = Base64.getEncoder().encodeToString(key.getPublic().getEncoded());
        Path pem = Repository.scratch("key").resolve("key.pem");
        Files.writeString(
                pem,
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getEncoder().encodeToString(key.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        try (LocalStage stage =
                LocalStage.quiet("e2e", config -> config.withParameters(Map.of("BundleKeys", trusted)))) {
            var tollgate = new TollgateProgram(stage);
            assertEquals(503, ask(stage).status(), "the stage's own bundle is not signed");

            assertEquals(
                    0,
                    tollgate.run("bundle", "publish", "--sign-with", pem.toString(), folder("signed"))
                            .exitCode());
            awaitRule(stage, "signed");
            assertEquals(
                    0, tollgate.run("bundle", "publish", folder("unsigned")).exitCode());
            Await.until("the function's look at the unsigned bundle", TAKEN_UP, () -> {
                String active =
                        stage.enforcer().get("/v1/health").json().path("bundle").asText();
                return !active.equals(
                        ask(stage).json().path("context").path("bundle").asText());
            });
            assertEquals("signed", rule(stage));
        }
    }

    private static void awaitRule(LocalStage stage, String rule) throws Exception {
        Await.until("decisions by the rule " + rule, TAKEN_UP, () -> rule(stage).equals(rule));
    }

    private static String rule(LocalStage stage) throws Exception {
        return ask(stage).json().path("context").path("reason").path("rule").asText();
    }

    private static Answer ask(LocalStage stage) throws Exception {
        return stage.enforcer().evaluation(Question.call(LocalStage.AGENT, "docs", "read"));
    }

    private static String folder(String rule) throws IOException {
        Path folder = Repository.scratch("bundle");
        Files.writeString(folder.resolve("bundle.yaml"), BUNDLE.formatted(rule));
        return folder.toString();
    }
}
