package dev.tollgate.decision;

import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.agent.Agent;
import dev.tollgate.core.agent.Credentials;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.record.SealedRecord;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.tollgate.decision.TestBed.ENFORCER;
import static dev.tollgate.decision.TestBed.answer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RecordsHoldNothingSecretTest {
    private static final String MARK = "SeCrEt";

    private final TestBed bed = new TestBed();

    /** Each free text of a request is marked; {@code %s} are the subject, the resource and the server. */
    private static final String MARKED = """
            {"subject":{%s,"properties":{"SeCrEt":"SeCrEt name","owner":"SeCrEt owner"}},
             "action":{"name":"%s","properties":{"SeCrEt":"SeCrEt"}},
             "resource":{%s,"properties":{"server":"%s","definition_digest":"SeCrEt","SeCrEt":"SeCrEt"}},
             "context":{"agent":"SeCrEt","arguments":{"SeCrEt":"SeCrEt","rows":[{"card":"SeCrEt"}]},
              "trace_id":"SeCrEt","session_id":"SeCrEt","hook":"SeCrEt","SeCrEt":"SeCrEt",
              "time":"SeCrEt","supported_obligations":["SeCrEt"]},"SeCrEt":"SeCrEt"}""";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"type\":\"agent\",\"id\":\"bot\" | tools/call | \"type\":\"tool\",\"id\":\"query\" | crm",
                "\"type\":\"agent\",\"id\":\"bot\" | tools/call | \"type\":\"tool\",\"id\":\"SeCrEt tool\" | crm",
                "\"type\":\"agent\",\"id\":\"bot\" | tools/call | \"type\":\"tool\",\"id\":\"SeCrEt tool\" | files",
                "\"type\":\"agent\",\"id\":\"bot\" | tools/call | \"type\":\"tool\",\"id\":\"SeCrEt\" | files",
                "\"type\":\"agent\",\"id\":\"bot\" | tools/call | \"type\":\"tool\",\"id\":\"SeCrEt\" | SeCrEt",
                "\"type\":\"agent\",\"id\":\"bot\" | SeCrEt | \"type\":\"SeCrEt\",\"id\":\"SeCrEt\" | crm",
                "\"type\":\"agent\",\"id\":\"SeCrEt\" | tools/call | \"type\":\"tool\",\"id\":\"query\" | crm",
                "\"type\":\"agent\",\"id\":\"sleeper\" | tools/call | \"type\":\"tool\",\"id\":\"query\" | crm",
                "\"type\":\"SeCrEt\",\"id\":\"SeCrEt\" | can_read | \"type\":\"todo\",\"id\":\"SeCrEt\" | crm",
                "\"type\":\"identity\",\"id\":\"SeCrEt\" | tools/call | \"type\":\"tool\",\"id\":\"query\" | crm",
            },
            quoteCharacter = '`')
    void whatOnlyTheCallerSaysIsInNoRecord(String subject, String action, String resource, String server) {
        String body = MARKED.formatted(subject, action, resource, server);
        answer(bed.api(), marked("/access/v1/evaluation", body));
        answer(bed.api(), marked("/access/v1/evaluations", "{\"evaluations\":[" + body + "," + body + "]}"));

        assertEquals(3, bed.records.records().size());
        assertNoMark();
    }

    @Test
    void norIsTheOwnerOfAnAgentTheAddressOrTheUserItActsFor() {
        bed.directory.with(new Agent("bot", MARK, "SeCrEt owner", List.of(MARK), Agent.Status.ACTIVE, List.of()));
        String body = MARKED.formatted(
                        "\"type\":\"identity\",\"id\":\"SeCrEt user\"",
                        "tools/call",
                        "\"type\":\"tool\",\"id\":\"query\"",
                        "crm")
                .replace("\"agent\":\"SeCrEt\"", "\"agent\":\"bot\"");
        answer(bed.api(), marked("/access/v1/evaluation", body));

        Json.Obj record = bed.records.records().getFirst().content();
        assertEquals("bot", record.text("agent").orElseThrow());
        for (String person : List.of("owner", "user")) {
            assertTrue(record.text(person).orElseThrow().startsWith("p."), person);
        }
        assertTrue(
                record.object("caller").orElseThrow().text("from").orElseThrow().startsWith("p."));
        assertNoMark();
    }

    @ParameterizedTest
    @CsvSource({
        "JWT, jwt:SeCrEt",
        "IAM, iam:arn:aws:iam::123456789012:user/SeCrEt",
        "IAM, iam:arn:aws:sts::123456789012:federated-user/SeCrEt"
    })
    void norIsThePersonThatAnAuthorizerVerified(Credentials.Method method, String id) {
        bed.method = method;
        bed.directory.with(new AccessKey(
                id,
                AccessKey.Role.ENFORCER,
                List.of("*"),
                List.of("*"),
                Optional.empty(),
                AccessKey.Status.ACTIVE,
                Optional.empty()));
        String identity = id.substring(4);
        Json.Obj authorizer = TestBed.json(
                method == Credentials.Method.JWT
                        ? "{\"jwt\":{\"claims\":{\"sub\":\"" + identity + "\"}}}"
                        : "{\"iam\":{\"userArn\":\"" + identity + "\"}}");
        var request = new HttpRequest(
                "POST",
                "/access/v1/evaluation",
                Map.of("content-type", "application/json"),
                TestBed.toolCall().getBytes(StandardCharsets.UTF_8),
                MARK,
                MARK,
                Optional.of(authorizer));

        assertEquals(200, answer(bed.api(), request).status());
        assertEquals(1, bed.records.records().size());
        assertNoMark();
    }

    /** What looks like an id, a name of a hook or of a tool may be a key or a person all the same. */
    @Test
    void norAreWordsThatLookHarmless() {
        List<String> words = List.of(
                "0af7651916cd43dd8448eb211c80319c",
                "3f8e1c52-0d0c-4b1e-9d3f-1f6f0c0a7e11",
                "alice-smith",
                "sk_live_4eC39HqLyjWD",
                "mcp-proxy/1.2.3");
        String body = """
                {"subject":{"type":"agent","id":"bot"},"action":{"name":"tools/call"},
                 "resource":{"type":"tool","id":"%s","properties":{"server":"files"}},
                 "context":{"trace_id":"%s","session_id":"%s","hook":"%s"}}""";
        for (String hook : List.of(words.get(2), words.get(4))) {
            answer(
                    bed.api(),
                    marked("/access/v1/evaluation", body.formatted(words.get(3), words.get(0), words.get(1), hook)));
        }

        for (SealedRecord record : bed.records.records()) {
            words.subList(0, 4).forEach(word -> assertFalse(text(record).contains(word), text(record)));
        }
        assertEquals(
                "mcp-proxy/1.2.3",
                bed.records.records().getLast().content().text("hook").orElseThrow());
    }

    @Test
    void theKeysSecretIsInNoRecordAndNoAnswer() {
        String body = answer(bed.api(), marked("/access/v1/evaluation", TestBed.toolCall()))
                .body();

        assertFalse(body.contains(ENFORCER.secret()));
        bed.records.records().forEach(record -> assertFalse(text(record).contains(ENFORCER.secret())));
    }

    @Test
    void theSameArgumentsHaveTheSameDigestAndOthersAnother() {
        Api api = bed.api();
        for (String arguments : List.of("{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1}", "{\"a\":1.0,\"b\":2}")) {
            String call = TestBed.toolCall();
            answer(
                    api,
                    TestBed.evaluation(
                            ENFORCER,
                            call.substring(0, call.length() - 1) + ",\"context\":{\"arguments\":" + arguments + "}}"));
        }
        List<String> digests = bed.records.records().stream()
                .map(record -> record.content().text("args").orElseThrow())
                .toList();

        assertEquals(digests.get(0), digests.get(1));
        assertFalse(digests.get(0).equals(digests.get(2)));
    }

    private void assertNoMark() {
        for (SealedRecord record : bed.records.records()) {
            assertFalse(text(record).contains(MARK), text(record));
            assertTrue(text(record).length() < 1_500, "a record is small");
        }
    }

    private static String text(SealedRecord record) {
        return JsonText.write(record.content());
    }

    private static HttpRequest marked(String path, String body) {
        var headers = new HashMap<>(Map.of(
                "authorization", "Bearer " + ENFORCER.text(),
                "content-type", "application/json",
                "x-request-id", MARK,
                "user-agent", MARK,
                "x-forwarded-for", MARK));
        return new HttpRequest(
                "POST", path, headers, body.getBytes(StandardCharsets.UTF_8), "SeCrEt address", MARK, Optional.empty());
    }
}
