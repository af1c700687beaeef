package dev.tollgate.decision;

import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.agent.Agent;
import dev.tollgate.core.agent.Holder;
import dev.tollgate.core.agent.KeyToken;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.policy.Bundles;
import dev.tollgate.core.policy.Glob;
import dev.tollgate.core.policy.Policy;
import dev.tollgate.core.policy.Rule;
import dev.tollgate.core.policy.Ruling;
import dev.tollgate.core.policy.Server;
import dev.tollgate.core.policy.Target;
import dev.tollgate.core.policy.Target.SubjectMatch;
import dev.tollgate.core.policy.ToolEntry;
import dev.tollgate.core.record.SealedRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static dev.tollgate.decision.TestBed.ENFORCER;

/**
 * A function that asks stewards before {@code crm/export} (once, within an hour) and {@code crm/copy} (three times),
 * stewards and {@code user:cleo} before {@code crm/wipe}, and nobody before {@code crm/query}. {@code bot} is owned by
 * {@code olga}.
 */
final class ApprovalBed {
    static final KeyToken MAYA = key('m');
    static final KeyToken CLEO = key('c');
    static final KeyToken OLGA = key('o');
    static final KeyToken NAMELESS = key('n');
    static final KeyToken ELSEWHERE = key('w');

    private static final SubjectMatch STEWARD = new SubjectMatch.Role(new Glob("steward"));
    private static final SubjectMatch USER_CLEO = new SubjectMatch.Identity(new Glob("user"), new Glob("cleo"));

    final TestBed bed = new TestBed();
    private final Api api;

    ApprovalBed() {
        bed.directory
                .with(new Agent("bot", "reports", "Olga", List.of(), Agent.Status.ACTIVE, List.of()))
                .with(new Agent("other", "reports", "olga", List.of(), Agent.Status.ACTIVE, List.of()));
        approver(MAYA, "maya", List.of("*"), "steward");
        approver(CLEO, "cleo", List.of("*"));
        approver(OLGA, "olga", List.of("*"), "steward");
        approver(NAMELESS, "", List.of("*"), "steward");
        approver(ELSEWHERE, "wim", List.of("other"), "steward");
        bed.bundle = Optional.of(bundle());
        api = bed.api();
    }

    private static KeyToken key(char letter) {
        return new KeyToken("k" + String.valueOf(letter).repeat(15), "s".repeat(52));
    }

    private void approver(KeyToken token, String user, List<String> agents, String... roles) {
        bed.directory.with(new AccessKey(
                token.keyId(),
                AccessKey.Role.APPROVER,
                agents,
                List.of("crm"),
                Optional.empty(),
                AccessKey.Status.ACTIVE,
                Optional.of(token.secretHash()),
                new Holder(user.isEmpty() ? "" : "user", user, List.of(roles))));
    }

    private static Bundle bundle() {
        var tool = new ToolEntry(List.of("write"), List.of(), Optional.empty(), false);
        return Bundles.of(
                Map.of("crm", new Server("crm", false, Map.of(), Optional.of(tool))),
                List.of(
                        policy("exports", "export", approve("large", 1, STEWARD)),
                        policy("copies", "copy", approve("copy", 3, STEWARD)),
                        policy("wiping", "wipe", approve("first", 1, STEWARD), approve("second", 1, USER_CLEO)),
                        policy("queries", "query", Bundles.allow("all"))));
    }

    private static Rule approve(String id, int uses, SubjectMatch approver) {
        return new Rule(
                id,
                new Ruling.Approve(List.of(approver), new Ruling.Grant(uses, Duration.ofHours(1))),
                Optional.empty(),
                Optional.of("Ask a steward."),
                List.of());
    }

    private static Policy policy(String name, String tool, Rule... rules) {
        var target = new Target(
                List.of(),
                List.of(new Glob("tools/call")),
                List.of(new Target.ToolMatch.Named(new Glob("crm"), new Glob(tool))),
                List.of());
        return Bundles.policy(name, target, List.of(rules), List.of());
    }

    static String call(String tool, String arguments) {
        return PlanBed.call("bot", tool, "{\"arguments\":" + arguments + "}");
    }

    HttpResponse ask(String question) {
        return TestBed.answer(api, TestBed.evaluation(ENFORCER, question));
    }

    HttpResponse ask(String question, String requestId) {
        return ask(ENFORCER, question, requestId);
    }

    HttpResponse ask(KeyToken key, String question, String requestId) {
        var headers = Map.of("authorization", "Bearer " + key.text(), "x-request-id", requestId);
        return TestBed.answer(api, TestBed.request("POST", "/access/v1/evaluation", headers, question));
    }

    HttpResponse batch(String options, String... items) {
        return TestBed.answer(
                api,
                TestBed.evaluations(
                        ENFORCER, "{\"evaluations\":[" + String.join(",", items) + "],\"options\":" + options + "}"));
    }

    /** The id of the request that the call waits for. */
    String pending(String question) {
        HttpResponse response = ask(question);
        return idIn(response).orElseThrow(() -> new AssertionError("nothing is asked for: " + response.body()));
    }

    static Optional<String> idIn(HttpResponse response) {
        return TestBed.json(response.body())
                .object("context")
                .flatMap(context -> context.object("access_request"))
                .flatMap(request -> request.text("id"));
    }

    HttpResponse decide(KeyToken key, String id, String decision) {
        return TestBed.answer(api, TestBed.post("/v1/approvals/" + id, key, "{\"decision\":\"" + decision + "\"}"));
    }

    HttpResponse deny(KeyToken key, String id, String reason) {
        return TestBed.answer(
                api, TestBed.post("/v1/approvals/" + id, key, "{\"decision\":\"deny\",\"reason\":\"" + reason + "\"}"));
    }

    HttpResponse show(KeyToken key, String id) {
        return get(key, "/v1/approvals/" + id, Map.of());
    }

    HttpResponse list(KeyToken key, Map<String, String> query) {
        return get(key, "/v1/approvals", query);
    }

    private HttpResponse get(KeyToken key, String path, Map<String, String> query) {
        return TestBed.answer(
                api,
                new HttpRequest(
                        "GET",
                        path,
                        new HashMap<>(Map.of("authorization", "Bearer " + key.text())),
                        "".getBytes(StandardCharsets.UTF_8),
                        "192.0.2.1",
                        "gateway-id",
                        Optional.empty(),
                        query));
    }

    List<Json.Obj> records(String kind) {
        return bed.records.records().stream()
                .filter(record -> record.kind().equals(kind))
                .map(SealedRecord::content)
                .toList();
    }

    static String effect(HttpResponse response) {
        return TestBed.json(response.body())
                .object("context")
                .flatMap(context -> context.text("effect"))
                .orElse(response.body());
    }
}
