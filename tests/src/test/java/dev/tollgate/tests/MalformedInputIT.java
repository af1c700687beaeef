package dev.tollgate.tests;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.core.agent.AccessKey.Role;
import dev.tollgate.core.store.KeyGrant;
import dev.tollgate.tests.stage.AdministeredStage;
import dev.tollgate.tests.stage.Answer;
import dev.tollgate.tests.stage.OnStage;
import dev.tollgate.tests.stage.Repository;
import dev.tollgate.tests.stage.Stage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Sends everything that tests/data/malformed lists, and writes the table of answers to tests/target/malformed.md. */
@OnStage
class MalformedInputIT {
    private static final String UNKNOWN = "tg_" + "q".repeat(16) + "_" + "r".repeat(52);

    private final Stage stage;
    private final ConcurrentMap<String, Optional<String>> authorizations = new ConcurrentHashMap<>();

    MalformedInputIT(Stage stage) {
        this.stage = stage;
    }

    @TestFactory
    Stream<DynamicTest> answersEachInTheDocumentedForm() throws IOException {
        List<MalformedCase> cases = MalformedCase.all();
        assertTrue(cases.size() >= 60);
        assertEquals(
                cases.size(), cases.stream().map(MalformedCase::name).distinct().count());
        Path table = Repository.root().resolve("tests/target/malformed.md");
        Files.createDirectories(table.getParent());
        Files.writeString(table, "| case | status | message |\n|---|---|---|\n");
        return cases.stream()
                .map(each -> DynamicTest.dynamicTest(each.name(), () -> {
                    Answer answer = send(each);
                    addTo(table, each, answer);
                    check(each, answer);
                }));
    }

    private Answer send(MalformedCase each) throws Exception {
        var headers = new ArrayList<String>();
        authorization(each.key()).ifPresent(value -> headers.addAll(List.of("Authorization", value)));
        each.mediaType().ifPresent(type -> headers.addAll(List.of("Content-Type", type)));
        headers.addAll(List.of("X-Request-ID", requestId(each)));
        return stage.anonymous().send(each.method(), each.path(), headers, each.body());
    }

    private static String requestId(MalformedCase each) {
        return each.requestId("case-" + Integer.toHexString(each.name().hashCode()));
    }

    private void check(MalformedCase each, Answer answer) {
        assertEquals(each.status(), answer.status(), answer::toString);
        assertEquals("application/json", answer.header("Content-Type").orElse(""), answer::toString);
        assertTrue(answer.text().contains(each.says()) || message(answer).contains(each.says()), answer::toString);
        JsonNode json = answer.json();
        if (each.code().isPresent()) {
            assertEquals(1, json.size(), "nothing but the error: " + answer);
            JsonNode error = json.get("error");
            assertEquals(List.of("code", "message", "request_id"), names(error));
            assertEquals(each.code().get(), error.get("code").asText());
            assertFalse(error.get("request_id").asText().isEmpty(), answer::toString);
            if (each.isEchoed()) {
                assertEquals(requestId(each), error.get("request_id").asText());
            }
            assertEquals(each.status() == 401, answer.header("WWW-Authenticate").isPresent());
            assertEquals(each.status() == 405, answer.header("Allow").isPresent());
        } else {
            assertFalse(json.has("error"), answer::toString);
        }
        if (each.isEchoed()) {
            assertEquals(requestId(each), answer.header("X-Request-ID").orElse("none"));
        }
        assertTrue(answer.header("Set-Cookie").isEmpty());
        assertQuotesNoKey(each, answer);
    }

    private void assertQuotesNoKey(MalformedCase each, Answer answer) {
        authorizations
                .getOrDefault(each.key(), Optional.empty())
                .filter(value -> value.length() > 20)
                .ifPresent(value -> {
                    String key = value.substring(value.indexOf(' ') + 1);
                    String secret = key.substring(Math.max(key.lastIndexOf('_') + 1, key.length() - 52));
                    assertFalse(answer.text().contains(key), answer::toString);
                    assertFalse(answer.text().contains(secret), answer::toString);
                });
        assertFalse(answer.text().contains("dev.tollgate"), "no class name: " + answer);
        assertFalse(answer.text().contains("Exception"), "no exception: " + answer);
    }

    private static String message(Answer answer) {
        return answer.json().at("/error/message").asText();
    }

    private static List<String> names(JsonNode object) {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private Optional<String> authorization(String key) throws Exception {
        Optional<String> known = authorizations.get(key);
        if (known == null) {
            known = make(key);
            authorizations.put(key, known);
        }
        return known;
    }

    private Optional<String> make(String key) throws Exception {
        if (key.startsWith("raw:")) {
            String value = key.substring(4);
            return Optional.of(value.equals("8000") ? "Bearer tg_" + "a".repeat(8_000) : value);
        }
        return switch (key) {
            case "none" -> Optional.empty();
            case "enforcer" -> bearer(stage.enforcerKey());
            case "agent" -> bearer(stage.agentKey());
            case "unknown" -> bearer(UNKNOWN);
            case "forged" -> bearer(IdentityIT.forged(stage.enforcerKey()));
            case "revoked" -> bearer(revoked(stage.administered()));
            case "expired" -> bearer(expired(stage.administered()));
            case "approver" -> bearer(stage.administered().newKey(Role.APPROVER, List.of("*"), List.of("*")));
            case "auditor" -> bearer(stage.administered().newKey(Role.AUDITOR, List.of("*"), List.of("*")));
            case "narrow" ->
                bearer(stage.administered().newKey(Role.ENFORCER, List.of("narrow-bot"), List.of("meter")));
            default -> throw new IllegalArgumentException("unknown kind of key: " + key);
        };
    }

    private static Optional<String> bearer(String key) {
        return Optional.of("Bearer " + key);
    }

    private static String revoked(AdministeredStage local) throws Exception {
        String key = local.newKey(Role.ENFORCER, List.of("*"), List.of("*"));
        local.administration().revokeKey(IdentityIT.keyIdOf(key));
        return key;
    }

    private static String expired(AdministeredStage local) throws Exception {
        Optional<Instant> before = Optional.of(Instant.now().minusSeconds(60));
        return local.administration()
                .createKey(new KeyGrant(Role.ENFORCER, List.of("*"), List.of("*"), before))
                .text();
    }

    private static void addTo(Path table, MalformedCase each, Answer answer) throws IOException {
        String shown = each.code().isPresent() ? message(answer) : answer.text();
        String cell = shown.length() > 160 ? shown.substring(0, 160) + "…" : shown;
        try (var out = new PrintWriter(Files.newBufferedWriter(table, java.nio.file.StandardOpenOption.APPEND))) {
            out.printf("| %s | %d | %s |%n", each.name(), answer.status(), cell.replace("|", "\\|"));
        }
    }
}
