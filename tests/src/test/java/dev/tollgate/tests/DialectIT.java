package dev.tollgate.tests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.agent.AcsFile;
import dev.tollgate.core.agent.KeyToken;
import dev.tollgate.core.agent.WebhookSignature;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.tests.stage.Answer;
import dev.tollgate.tests.stage.Http;
import dev.tollgate.tests.stage.LocalStage;
import dev.tollgate.tests.stage.OnStage;
import dev.tollgate.tests.stage.Repository;
import dev.tollgate.tests.stage.Stage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Every file of tests/data/hooks, asked of the packaged functions: to the byte, but for ids. */
@OnStage(bundle = "hooks")
class DialectIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String AGENT = "hook-bot";

    private final LocalStage stage;
    private String agentKey;

    DialectIT(Stage stage) {
        this.stage = stage.local();
    }

    @BeforeEach
    void anAgentOfItsOwn() throws Exception {
        KeyToken key = stage.administration().hasAgent(AGENT)
                ? stage.administration().rotate(AGENT).token()
                : stage.administration().createAgent(AGENT, "hooks", "olga", List.of());
        agentKey = key.text();
    }

    @Test
    void theFunctionsAnswerAsTheFilesSay() throws Exception {
        String enforcer = stage.newKey(AccessKey.Role.ENFORCER, List.of("*"), List.of("*"));
        String auditor = stage.newKey(AccessKey.Role.AUDITOR, List.of("*"), List.of("*"));
        var checks = new ArrayList<Executable>();
        for (Path path : files()) {
            JsonNode file = JSON.readTree(path.toFile());
            if (file.path("only").asText().equals("function")
                    || file.path("answered_by").asText().equals("acs")) {
                continue;
            }
            Optional<String> key = switch (file.path("key").asText("none")) {
                case "agent" -> Optional.of(agentKey);
                case "enforcer" -> Optional.of(enforcer);
                case "auditor" -> Optional.of(auditor);
                case "unknown" -> Optional.of("tg_" + "x".repeat(16) + "_" + "s".repeat(52));
                default -> Optional.empty();
            };
            Http http = key.map(stage.anonymous()::withKey).orElseGet(stage::anonymous);
            if (file.has("before")) {
                http.post(
                        file.at("/before/path").asText(),
                        file.at("/before/request").toString());
            }
            Answer answer = file.path("path").asText().equals("/hooks/toolhive")
                    ? askSigned(
                            stage.anonymous(), KeyToken.parse(key.orElseThrow()).orElseThrow(), file)
                    : ask(http, file);
            String name = path.getParent().getFileName() + "/" + path.getFileName();
            checks.add(() -> assertEquals(200, answer.status(), name));
            checks.add(() -> assertEquals(
                    file.path("answer").isMissingNode()
                            ? ""
                            : file.path("answer").toString(),
                    withoutWhatVaries(answer.text(), file),
                    name));
        }
        assertTrue(checks.size() > 40, "checks: " + checks.size());
        assertAll(checks);
    }

    @Test
    void whatClaudeCodeGotOfAToolIsTheOutcomeOfItsDecision() throws Exception {
        Http http = stage.anonymous().withKey(agentKey);
        String call =
                "\"session_id\":\"s-9\",\"tool_name\":\"mcp__crm__read\",\"tool_use_id\":\"toolu_9\",\"tool_input\":{}";
        Answer before = http.post("/hooks/claude-code/pre-tool-use", "{" + call + "}");
        Answer after =
                http.post("/hooks/claude-code/post-tool-use", "{" + call + ",\"tool_response\":\"ada@example.com\"}");

        Json.Obj record = stage.audit()
                .record(after.header("Tollgate-Record-Id").orElseThrow())
                .orElseThrow();
        assertEquals(before.decisionId(), record.text("decision"));
        assertEquals("redacted", record.text("redaction").orElseThrow());
        assertEquals(AGENT, record.text("agent").orElseThrow());
        assertFalse(after.text().contains("ada@example.com"), after::toString);
    }

    @Test
    void sessionsOfAcsAreAnsweredAsTheFilesSay() throws Exception {
        KeyToken key = KeyToken.parse(agentKey).orElseThrow();
        var checks = new ArrayList<Executable>();
        for (Path path : files()) {
            Json.Obj file = json(Files.readString(path));
            if (AcsFile.is(file)) {
                String session = path.getFileName() + "-" + UUID.randomUUID();
                List<AcsFile.Exchanged> all =
                        new AcsFile(file).exchange(key, session, InstantSource.system(), this::answerOfAcs);
                all.forEach(exchanged -> checks.add(() -> assertEquals(
                        exchanged.expected(),
                        exchanged.actual(),
                        path.getFileName().toString())));
            }
        }
        assertTrue(checks.size() > 40, "checks: " + checks.size());
        assertAll(checks);
    }

    private String answerOfAcs(String body) throws IOException, InterruptedException {
        Answer answer = stage.anonymous().post("/hooks/acs", body);
        assertEquals(200, answer.status(), answer::toString);
        return answer.text();
    }

    private static Json.Obj json(String text) throws JsonException {
        return (Json.Obj) new JsonText(64).parse(text);
    }

    private static Answer ask(Http http, JsonNode file) throws IOException, InterruptedException {
        var headers = new ArrayList<String>();
        file.path("headers").properties().forEach(header -> {
            headers.add(header.getKey());
            headers.add(header.getValue().asText());
        });
        String body = file.has("body")
                ? file.path("body").asText()
                : file.path("request").toString();
        return http.post(file.path("path").asText(), body, headers.toArray(String[]::new));
    }

    private static Answer askSigned(Http http, KeyToken key, JsonNode file) throws IOException, InterruptedException {
        String body = file.path("request").toString();
        var headers = new ArrayList<String>();
        if (file.has("signed")) {
            WebhookSignature.headers(
                            key,
                            body.getBytes(StandardCharsets.UTF_8),
                            Instant.now(),
                            file.path("signed").asText())
                    .forEach((name, value) -> headers.addAll(List.of(name, value)));
        }
        return http.post("/hooks/toolhive?key=" + key.keyId(), body, headers.toArray(String[]::new));
    }

    private static String withoutWhatVaries(String body, JsonNode file) {
        String text = body.replaceAll("decision [a-z0-9]+-[0-9]+", "decision ID")
                .replaceAll("has the id [a-z2-7]{42}", "has the id ID")
                .replaceAll(":k[0-9]+:[a-z2-7]{16}]", "]");
        if (!file.path("answer").toString().contains("MESSAGE")) {
            return text;
        }
        return file.has("answered_by")
                ? text.replaceFirst("(?<=at: |out: |back: )(Body: )?[^\"]*?(?= \\(bad)", "MESSAGE")
                : text.replaceFirst("Tollgate: .*?(?=( Use the tool| \\())", "Tollgate: MESSAGE");
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(Repository.data("hooks"))) {
            return all.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }
}
