package dev.tollgate.redaction;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.hook.CallLink;
import dev.tollgate.core.hook.CallName;
import dev.tollgate.core.hook.McpCall;
import dev.tollgate.core.hook.ToolList;
import dev.tollgate.core.hook.ToolName;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The files of tests/data/hooks about events after a call, answered by the flow; {@code DialectIT} asks over HTTP. */
class HookFilesTest {
    private static final Path FILES = Path.of("..", "tests", "data", "hooks");

    private final TestBed bed = new TestBed();
    private final Api api = bed.api();

    @TestFactory
    List<DynamicTest> answersAsTheFilesSay() throws IOException {
        var tests = new ArrayList<DynamicTest>();
        for (Path path : files()) {
            Json.Obj file = TestBed.json(Files.readString(path));
            if (file.text("answered_by").equals(Optional.of("redaction"))) {
                tests.add(DynamicTest.dynamicTest(FILES.relativize(path).toString(), () -> check(file)));
            }
        }
        assertTrue(tests.size() > 5, "files: " + tests.size());
        return tests;
    }

    private void check(Json.Obj file) throws StoreException {
        Optional<Json.Obj> call = file.object("call");
        if (call.isPresent()) {
            leave(call.get(), bed.decision());
        }
        if (file.get("shown").isPresent()) {
            leaveTools(
                    (Json.Arr) file.get("shown").get(), file.object("request").orElseThrow());
        }
        HttpResponse response = TestBed.answer(api, request(file));

        assertEquals(200, response.status());
        assertEquals(file.get("answer").map(JsonText::write).orElse(""), withoutWhatVaries(response.body(), file));
        Json.Obj record =
                bed.written().isEmpty() ? Json.Obj.EMPTY : bed.written().getLast();
        assertFalse(JsonText.write(record).contains("ada@example.com"));
    }

    private void leaveTools(Json.Arr shown, Json.Obj request) throws StoreException {
        var tools = new HashSet<ToolName>();
        for (Json tool : shown.items()) {
            List<Json> pair = ((Json.Arr) tool).items();
            tools.add(new ToolName(((Json.Str) pair.getFirst()).value(), ((Json.Str) pair.getLast()).value()));
        }
        var list = new McpCall(request.object("mcp")
                .flatMap(mcp -> mcp.object("gatewayRequest"))
                .flatMap(sent -> sent.object("body"))
                .orElseThrow());
        String key = list.name("agentcore", Optional.empty()).key(TestBed.AGENT.keyId());
        bed.lists.put(new ToolList(key, tools, bed.now.plus(ToolList.KEPT)), Deadline.in(Duration.ofMinutes(1)));
    }

    private void leave(Json.Obj call, String decision) throws StoreException {
        var name = new CallName(text(call, "dialect"), text(call, "session"), text(call, "id"));
        bed.links.put(
                new CallLink(name.key(TestBed.AGENT.keyId()), decision, bed.now.plus(CallLink.KEPT)),
                Deadline.in(Duration.ofMinutes(1)));
    }

    @Test
    void theOutcomeIsThatOfTheDecisionWhichTheEventBeforeLeft() throws Exception {
        String decision = bed.decision();
        leave(TestBed.json("{\"dialect\":\"claude-code\",\"session\":\"s\",\"id\":\"toolu_1\"}"), decision);

        TestBed.answer(api, event("toolu_1", "\"mail ada@example.com\""));

        Json.Obj record = bed.written().getLast();
        assertEquals(Optional.of(decision), record.text("decision"));
        assertEquals(Optional.of("redacted"), record.text("redaction"));
        assertEquals(Optional.of(41L), record.object("outcome").orElseThrow().integer("duration_ms"));
    }

    @Test
    void withoutADecisionTheStrictestAppliesAndTheRecordSaysSo() {
        HttpResponse response = TestBed.answer(api, event("toolu_unknown", "\"mail ada@example.com\""));

        assertFalse(response.body().contains("ada@example.com"), response.body());
        assertEquals(Optional.of("no_decision"), bed.written().getLast().text("unmatched"));
    }

    @Test
    void aSecondOutcomeIsHeldBack() throws Exception {
        leave(TestBed.json("{\"dialect\":\"claude-code\",\"session\":\"s\",\"id\":\"toolu_1\"}"), bed.decision());
        TestBed.answer(api, event("toolu_1", "\"first\""));

        HttpResponse second = TestBed.answer(api, event("toolu_1", "\"second\""));

        assertTrue(second.body().contains("\"decision\":\"block\""), second.body());
        assertFalse(second.body().contains("\"second\""), second.body());
    }

    @Test
    void whatFailsOnOurSideIsHeldBackInTheShapeOfTheAnswer() {
        bed.bundlesDown = true;
        String store =
                TestBed.answer(api, event("toolu_1", "{\"stdout\":\"s3cret\"}")).body();
        bed.bundlesDown = false;
        bed.redactorBroken = true;
        String defect =
                TestBed.answer(api, event("toolu_1", "{\"stdout\":\"s3cret\"}")).body();

        assertEquals(heldBack("store_unavailable"), store);
        assertEquals(heldBack("Something went wrong here. The log has this request's id. (internal)"), defect);
    }

    private static String heldBack(String why) {
        String reason = "Tollgate: this answer was held back: " + why;
        return "{\"decision\":\"block\",\"reason\":\"" + reason
                + "\",\"hookSpecificOutput\":{\"hookEventName\":\"PostToolUse\",\"updatedToolOutput\":{\"stdout\":\"["
                + reason + "]\"}}}";
    }

    private static HttpRequest event(String call, String answer) {
        String body = "{\"session_id\":\"s\",\"tool_name\":\"mcp__crm__query\",\"tool_use_id\":\"" + call
                + "\",\"duration_ms\":41,\"tool_response\":" + answer + "}";
        return TestBed.request(
                "POST",
                "/hooks/claude-code/post-tool-use",
                Map.of("authorization", "Bearer " + TestBed.AGENT.text()),
                TestBed.bytes(body));
    }

    private static HttpRequest request(Json.Obj file) {
        var headers = new HashMap<String, String>();
        switch (file.text("key").orElse("none")) {
            case "agent" -> headers.put("authorization", "Bearer " + TestBed.AGENT.text());
            case "auditor" -> headers.put("authorization", "Bearer " + TestBed.AUDITOR.text());
            default -> {}
        }
        String body = file.text("body")
                .orElseGet(() -> JsonText.write(file.get("request").orElseThrow()));
        return TestBed.request("POST", text(file, "path"), headers, TestBed.bytes(body));
    }

    /** What the reader of JSON says is for other tests, and a pseudonym's key is another one each time. */
    private static String withoutWhatVaries(String body, Json.Obj file) {
        String text = body.replaceAll(":k[0-9]+:[a-z2-7]{16}]", "]");
        return file.get("answer").map(JsonText::write).orElse("").contains("MESSAGE")
                ? text.replaceFirst("(?<=at: |out: |Event: |back: )(Body: )?[^\"]*?(?= \\(bad)", "MESSAGE")
                : text;
    }

    private static String text(Json.Obj object, String name) {
        return object.text(name).orElseThrow();
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(FILES)) {
            return all.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }
}
