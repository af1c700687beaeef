package dev.tollgate.tests;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.core.json.Json;
import dev.tollgate.tests.stage.AdministeredStage.NewAgent;
import dev.tollgate.tests.stage.Answer;
import dev.tollgate.tests.stage.Http;
import dev.tollgate.tests.stage.LocalStage;
import dev.tollgate.tests.stage.OnStage;
import dev.tollgate.tests.stage.Question;
import dev.tollgate.tests.stage.Stage;
import dev.tollgate.tests.stage.TollgateProgram;
import dev.tollgate.tests.stage.TollgateProgram.Result;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** People who approve calls: editors what is published, once; {@code user:maya} what is printed, five times. */
@OnStage(bundle = "approvals")
class ApprovalIT {
    private final LocalStage stage;

    ApprovalIT(Stage stage) {
        this.stage = stage.local();
    }

    @Test
    void aPersonApprovesACallByCommandAndItIsMadeOnce() throws Exception {
        NewAgent agent = stage.newAgent();
        Http http = stage.anonymous().withKey(agent.key());
        var tollgate = new TollgateProgram(stage);
        String key = tollgate.run(
                        "key",
                        "create",
                        "--role",
                        "approver",
                        "--agents",
                        "*",
                        "--servers",
                        "docs",
                        "--subject",
                        "user:erik")
                .out()
                .strip();
        TollgateProgram editor =
                tollgate.with(Map.of("TOLLGATE_URL", stage.url().toString(), "TOLLGATE_APPROVER_KEY", key));
        String call = publish(agent, "{\"path\":\"a.md\",\"times\":1}");

        Answer denied = http.evaluation(call);
        String id = request(denied);
        assertEquals("approval_required", denied.reason());
        assertEquals(id, request(http.evaluation(call)), "the same call waits for the same request");
        Result list = editor.run("approvals", "list");
        assertTrue(list.out().contains(id + "  agent:" + agent.id() + "  docs/publish"), list::toString);
        Result show = editor.run("approvals", "show", id);
        assertTrue(show.out().contains("arguments: {\"path\":\"a.md\",\"times\":1}"), show::toString);
        Result approved = editor.run("approvals", "approve", id);
        assertEquals(0, approved.exitCode(), approved::toString);

        for (String other : List.of(
                "{\"path\":\"a.md\",\"times\":1.0}", "{\"path\":\"b.md\",\"times\":1}", "{\"path\":\"a.md\"}")) {
            assertEquals("deny", http.evaluation(publish(agent, other)).effect(), other);
        }
        Answer allowed = http.evaluation(call);
        assertEquals("allow", allowed.effect(), allowed::toString);
        assertEquals(List.of("used"), uses(allowed));
        Answer second = http.evaluation(call);
        assertEquals("deny", second.effect(), second::toString);
        assertFalse(request(second).equals(id), "a new request");

        Result late = editor.run("approvals", "deny", id);
        assertEquals(1, late.exitCode(), late::toString);
        assertEquals(List.of(), stage.audit().findings());
    }

    @Test
    void nobodyElseDecides() throws Exception {
        NewAgent agent = stage.newAgent();
        String id = request(stage.anonymous().withKey(agent.key()).evaluation(publish(agent, "{}")));
        Http owner = approver("user:dora", List.of("*"));
        Http stranger = approver("user:maya", List.of("*"));
        Http elsewhere = approver("user:erik", List.of("other-*"));

        for (Http wrong : List.of(
                owner, stranger, elsewhere, stage.enforcer(), stage.anonymous().withKey(agent.key()))) {
            Answer refused = decide(wrong, id, "approve");
            assertEquals(403, refused.status(), refused::toString);
            assertEquals(403, wrong.get("/v1/approvals/" + id).status());
        }
        assertEquals(401, stage.anonymous().get("/v1/approvals").status());
        assertFalse(owner.get("/v1/approvals").text().contains(id));
        Http editor = approver("user:erik", List.of("*"));
        assertTrue(editor.get("/v1/approvals?limit=100").text().contains(id));
        assertEquals(200, decide(editor, id, "deny").status());
        assertEquals(200, decide(editor, id, "deny").status());
        assertEquals(409, decide(editor, id, "approve").status());
    }

    @Test
    void aLostAnswerIsRepeatedToTheSameRequestOnly() throws Exception {
        NewAgent agent = stage.newAgent();
        Http http = stage.anonymous().withKey(agent.key());
        String call = publish(agent, "{\"path\":\"c.md\"}");
        decide(approver("user:erik", List.of("*")), request(http.evaluation(call)), "approve");

        assertEquals("allow", ask(http, call, "r-1").effect());
        assertEquals("deny", ask(http, call, "r-2").effect());
        Answer repeated = ask(http, call, "r-1");
        assertEquals("allow", repeated.effect(), repeated::toString);
        assertEquals(List.of("repeats"), uses(repeated));
        assertEquals(
                "deny", ask(http, publish(agent, "{\"path\":\"d.md\"}"), "r-1").effect());
        assertEquals("deny", ask(stage.enforcer(), call, "r-1").effect());
    }

    @Test
    void howeverManyAskAtTheSameTimeThereAreNoMoreAllowsThanUses() throws Exception {
        NewAgent agent = stage.newAgent();
        Http http = stage.anonymous().withKey(agent.key());
        String call = Question.call(agent.id(), "docs", "print", "{\"arguments\":{\"page\":1}}");
        decide(approver("user:maya", List.of("*")), request(http.evaluation(call)), "approve");

        Callable<String> ask = () -> http.evaluation(call).effect();
        var effects = new ArrayList<String>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var each : threads.invokeAll(Collections.nCopies(24, ask))) {
                effects.add(each.get());
            }
        }
        long late = Collections.frequency(effects, "allow");
        assertTrue(late <= 5, effects::toString);
        assertEquals(24, late + Collections.frequency(effects, "deny"), effects::toString);
        // Who met too many others within its time was told no; whatever is left is still there.
        for (int i = 0; i < 6; i++) {
            late += http.evaluation(call).decision() ? 1 : 0;
        }
        assertEquals(5, late);
    }

    private Http approver(String subject, List<String> agents) throws Exception {
        return stage.anonymous().withKey(stage.newApprover(subject, agents));
    }

    private static String publish(NewAgent agent, String arguments) {
        return Question.call(agent.id(), "docs", "publish", "{\"arguments\":" + arguments + "}");
    }

    private static Answer ask(Http http, String call, String requestId) throws Exception {
        return http.post("/access/v1/evaluation", call, "X-Request-ID", requestId);
    }

    private static Answer decide(Http http, String id, String decision) throws Exception {
        return http.post("/v1/approvals/" + id, "{\"decision\":\"" + decision + "\"}");
    }

    private static String request(Answer denied) {
        JsonNode id = denied.json().at("/context/access_request/id");
        assertTrue(id.isTextual(), denied::toString);
        return id.asText();
    }

    private List<String> uses(Answer answer) {
        return stage.audit().record(answer.decisionId().orElseThrow()).orElseThrow().items("approvals").stream()
                .map(each -> ((Json.Obj) each).text("use").orElseThrow())
                .toList();
    }
}
