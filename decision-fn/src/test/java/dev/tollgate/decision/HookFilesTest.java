package dev.tollgate.decision;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.agent.AcsFile;
import dev.tollgate.core.agent.KeyToken;
import dev.tollgate.core.agent.WebhookSignature;
import dev.tollgate.core.hook.McpCall;
import dev.tollgate.core.hook.ToolName;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The files of tests/data/hooks about events before a call, answered by the flow; {@code DialectIT} asks over HTTP. */
class HookFilesTest {
    private static final Path FILES = Path.of("..", "tests", "data", "hooks");

    private final HookBed bed = new HookBed();

    @TestFactory
    List<DynamicTest> answersAsTheFilesSay() throws IOException {
        var tests = new ArrayList<DynamicTest>();
        for (Path path : files()) {
            Json.Obj file = TestBed.json(Files.readString(path));
            if (AcsFile.is(file)) {
                String name = FILES.relativize(path).toString();
                tests.add(DynamicTest.dynamicTest(name, () -> checkSession(new AcsFile(file), name)));
            }
            if (file.text("answered_by").isEmpty()) {
                tests.add(DynamicTest.dynamicTest(FILES.relativize(path).toString(), () -> check(file)));
            }
        }
        assertTrue(tests.size() > 10, "files: " + tests.size());
        return tests;
    }

    @Test
    void aListIsLeftWithWhatTheAgentMayCallAndNothingElse() throws Exception {
        Json.Obj file = TestBed.json(Files.readString(FILES.resolve("agentcore/tools-list.json")));
        TestBed.answer(bed.api(), request(file, bed.bed.now));

        String key = new McpCall(TestBed.json("{\"id\":1,\"method\":\"tools/list\"}"))
                .name("agentcore", Optional.empty())
                .key(HookBed.AGENT.keyId());
        Set<ToolName> tools = bed.bed
                .lists
                .find(key, Deadline.in(Duration.ofMinutes(1)))
                .orElseThrow()
                .tools();
        assertTrue(tools.contains(new ToolName("crm", "read")), tools::toString);
        assertFalse(tools.contains(new ToolName("crm", "erase")), tools::toString);
    }

    @Test
    void withoutAPlaceForTheListNobodyIsAskedForIt() throws Exception {
        bed.bed.lists.goDown();
        Json.Obj file = TestBed.json(Files.readString(FILES.resolve("agentcore/tools-list.json")));

        String answer = TestBed.answer(bed.api(), request(file, bed.bed.now)).body();

        assertTrue(answer.contains("\"transformedGatewayResponse\""), answer);
        assertTrue(answer.contains("\"code\":-32001"), answer);
    }

    private void checkSession(AcsFile file, String name) throws Exception {
        for (AcsFile.Exchanged exchanged : file.exchange(HookBed.AGENT, name, () -> bed.bed.now, this::sessionAnswer)) {
            assertEquals(exchanged.expected(), exchanged.actual());
        }
    }

    private String sessionAnswer(String body) {
        HttpResponse response = TestBed.answer(bed.api(), TestBed.request("POST", "/hooks/acs", Map.of(), body));
        assertEquals(200, response.status());
        return response.body();
    }

    private void check(Json.Obj file) {
        HttpResponse response = TestBed.answer(bed.api(), request(file, bed.bed.now));

        assertEquals(200, response.status());
        assertEquals(file.get("answer").map(JsonText::write).orElse(""), withoutWhatVaries(response.body(), file));
    }

    private static HttpRequest request(Json.Obj file, Instant now) {
        var headers = new HashMap<String, String>();
        headers.put("content-type", "application/json");
        Optional<KeyToken> key = key(file);
        file.object("headers").orElse(Json.Obj.EMPTY).members().forEach((name, value) -> {
            if (value instanceof Json.Str(String text)) {
                headers.put(name.toLowerCase(Locale.ROOT), text);
            }
        });
        byte[] body = file.text("body")
                .orElseGet(() -> JsonText.write(file.get("request").orElseThrow()))
                .getBytes(StandardCharsets.UTF_8);
        var query = new HashMap<String, String>();
        String[] path = file.text("path").orElseThrow().split("\\?");
        if (path.length > 1) {
            query.put(path[1].split("=")[0], path[1].split("=")[1]);
        }
        if (path[0].equals("/hooks/toolhive")) {
            query.put("key", key.orElseThrow().keyId());
            file.text("signed")
                    .ifPresent(how -> headers.putAll(WebhookSignature.headers(key.orElseThrow(), body, now, how)));
        } else {
            key.ifPresent(token -> headers.put("authorization", "Bearer " + token.text()));
        }
        return new HttpRequest("POST", path[0], headers, body, "192.0.2.1", "gateway-id", Optional.empty(), query);
    }

    private static Optional<KeyToken> key(Json.Obj file) {
        return switch (file.text("key").orElse("none")) {
            case "agent" -> Optional.of(HookBed.AGENT);
            case "enforcer" -> Optional.of(HookBed.ENFORCER);
            case "auditor" -> Optional.of(TestBed.AUDITOR);
            case "unknown" -> Optional.of(TestBed.STRANGER);
            default -> Optional.empty();
        };
    }

    /** Ids, and messages that other tests are about, where the file says so. */
    static String withoutWhatVaries(String body, Json.Obj file) {
        String text = body.replaceAll("decision [a-z0-9]+-[0-9]+", "decision ID")
                .replaceAll("has the id [a-z2-7]{42}", "has the id ID");
        return file.get("answer").map(JsonText::write).orElse("").contains("MESSAGE")
                ? text.replaceFirst("Tollgate: .*?(?=( Use the tool| \\())", "Tollgate: MESSAGE")
                : text;
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(FILES)) {
            return all.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }
}
