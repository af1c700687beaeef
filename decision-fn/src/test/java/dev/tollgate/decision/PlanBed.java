package dev.tollgate.decision;

import dev.tollgate.core.agent.Agent;
import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.limit.Rate;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.policy.Bundles;
import dev.tollgate.core.policy.Glob;
import dev.tollgate.core.policy.LimitRule;
import dev.tollgate.core.policy.LimitRule.Exceeded;
import dev.tollgate.core.policy.LimitRule.KeyPart;
import dev.tollgate.core.policy.Mode;
import dev.tollgate.core.policy.Policy;
import dev.tollgate.core.policy.Server;
import dev.tollgate.core.policy.Target;
import dev.tollgate.core.policy.ToolEntry;
import dev.tollgate.core.policy.expr.Expr;
import dev.tollgate.core.policy.expr.Input;
import dev.tollgate.core.record.SealedRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static dev.tollgate.decision.TestBed.ENFORCER;

/**
 * A function whose agents {@code bot} and {@code other} may call {@code crm/query} (5 at once, 10 a second each agent; 6
 * at once, 1 a minute for all), {@code crm/copy} (10 {@code pages} an hour each agent), {@code crm/note} without limit,
 * {@code crm/rare} (once an hour, then denied), {@code files/…} (once an hour each), and never {@code crm/wipe}.
 */
final class PlanBed {
    static final String WIPE = call("bot", "wipe", "{}");
    static final String QUERY = call("bot", "query", "{}");
    static final String NOTE = call("bot", "note", "{}");
    static final String RARE = call("bot", "rare", "{}");

    final TestBed bed = new TestBed();
    private final Api api = bed.api();

    PlanBed() {
        bed.directory.with(new Agent("other", "reports", "someone", List.of(), Agent.Status.ACTIVE, List.of()));
        bed.bundle = Optional.of(bundle(new Rate(10, Duration.ofSeconds(1), 5)));
    }

    HttpResponse ask(String question) {
        return TestBed.answer(api, TestBed.evaluation(ENFORCER, question));
    }

    HttpResponse batch(String... items) {
        return TestBed.answer(
                api, TestBed.evaluations(ENFORCER, "{\"evaluations\":[" + String.join(",", items) + "]}"));
    }

    HttpResponse preflight(String... steps) {
        return TestBed.answer(
                api,
                TestBed.evaluations(
                        ENFORCER,
                        "{\"evaluations\":[" + String.join(",", steps)
                                + "],\"options\":{\"tollgate\":{\"plan\":true}}}"));
    }

    /** The id of the plan that these steps are booked as. */
    String booked(String... steps) {
        HttpResponse response = preflight(steps);
        return TestBed.json(response.body())
                .object("plan")
                .flatMap(plan -> plan.text("id"))
                .orElseThrow(() -> new AssertionError("no plan: " + response.body()));
    }

    List<Json.Obj> records() {
        return bed.records.records().stream().map(SealedRecord::content).toList();
    }

    Json.Obj lastRecord() {
        return records().getLast();
    }

    static String call(String agent, String tool, String context) {
        String call = TestBed.toolCall(agent, "crm", tool);
        return call.substring(0, call.length() - 1) + ",\"context\":" + context + "}";
    }

    static String copy(String pages) {
        return call("bot", "copy", "{\"arguments\":{\"pages\":" + pages + "}}");
    }

    /** The same call, as a step of a plan. */
    static String step(String call, String planId, int place) {
        String plan = "\"plan\":{\"id\":\"" + planId + "\",\"step\":" + place + "}";
        return call.contains("\"context\":{}")
                ? call.replace("\"context\":{}", "\"context\":{" + plan + "}")
                : call.replace("\"context\":{", "\"context\":{" + plan + ",");
    }

    static Bundle bundle(Rate ownRate, Policy... more) {
        var tool = new ToolEntry(List.of("read"), List.of(), Optional.empty(), false);
        var crm = new Server("crm", false, Map.of(), Optional.of(tool));
        var files = new Server("files", false, Map.of(), Optional.of(tool));
        var own = limit("own", ownRate, Exceeded.THROTTLE, Bundles.ONE, KeyPart.SUBJECT_ID);
        var shared = limit(
                "shared", new Rate(1, Duration.ofMinutes(1), 6), Exceeded.THROTTLE, Bundles.ONE, KeyPart.TOOL_SERVER);
        var rare = limit("rare", new Rate(1, Duration.ofHours(1), 1), Exceeded.DENY, Bundles.ONE, KeyPart.SUBJECT_ID);
        var pages = limit(
                "pages",
                new Rate(10, Duration.ofHours(1), 10),
                Exceeded.THROTTLE,
                new Expr.Select(new Expr.Variable(Input.ARGS), "pages"),
                KeyPart.SUBJECT_ID,
                KeyPart.TOOL_NAME);
        var each =
                limit("each", new Rate(1, Duration.ofHours(1), 1), Exceeded.THROTTLE, Bundles.ONE, KeyPart.RESOURCE_ID);
        var policies = new ArrayList<>(List.of(
                policy("queries", "crm", "query", "own", "shared"),
                policy("copies", "crm", "copy", "pages"),
                policy("notes", "crm", "note"),
                policy("rarely", "crm", "rare", "rare"),
                policy("files", "files", "*", "each"),
                denied("wiping", "wipe")));
        policies.addAll(List.of(more));
        return Bundles.of(Map.of("crm", crm, "files", files), policies, own, shared, rare, pages, each);
    }

    static Policy denied(String name, String tool) {
        return Bundles.policy(name, target("crm", tool), List.of(Bundles.deny("never")), List.of());
    }

    static Policy policy(String name, String server, String tool, String... limits) {
        return Bundles.policy(name, target(server, tool), List.of(Bundles.allow("all")), List.of(limits));
    }

    private static Target target(String server, String tool) {
        return new Target(
                List.of(),
                List.of(new Glob("tools/call")),
                List.of(new Target.ToolMatch.Named(new Glob(server), new Glob(tool))),
                List.of());
    }

    private static LimitRule limit(String name, Rate rate, Exceeded exceeded, Expr cost, KeyPart... per) {
        return new LimitRule(name, Mode.ENFORCE, rate, List.of(per), cost, exceeded, false, Optional.empty());
    }
}
