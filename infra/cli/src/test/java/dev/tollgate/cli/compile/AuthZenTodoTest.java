package dev.tollgate.cli.compile;

import dev.tollgate.cli.BundleFolder;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.policy.Call;
import dev.tollgate.core.policy.Effect;
import dev.tollgate.core.policy.Engine;
import dev.tollgate.core.policy.Situation;
import dev.tollgate.core.scan.JsonScan;
import dev.tollgate.core.scan.Scanner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** The Todo interop scenario of the AuthZEN working group, decided by the bundle in tests/bundles/authzen-todo. */
class AuthZenTodoTest {
    private static Engine engine;
    private static Json.Obj scenario;

    @BeforeAll
    static void compile() throws CompileException, JsonException {
        engine = new Engine(
                Compiler.compile(BundleFolder.ofRepository("tests/bundles/authzen-todo"))
                        .bundle(),
                new JsonScan(new Scanner()));
        String decisions = BundleFolder.text(BundleFolder.resource("authzen-todo/decisions.json"));
        scenario = (Json.Obj) new JsonText(64).parse(decisions);
    }

    @TestFactory
    Stream<DynamicTest> decidesEachSingleCase() {
        List<Json> cases = scenario.items("evaluation");
        assertEquals(40, cases.size());
        return IntStream.range(0, cases.size())
                .mapToObj(i -> DynamicTest.dynamicTest("evaluation " + i, () -> {
                    Json.Obj one = (Json.Obj) cases.get(i);
                    boolean expected = one.get("expected").orElseThrow() == Json.Bool.TRUE;
                    assertEquals(expected, allows(one.object("request").orElseThrow()));
                }));
    }

    @TestFactory
    Stream<DynamicTest> decidesEachBatch() {
        List<Json> cases = scenario.items("evaluations");
        assertEquals(3, cases.size());
        return IntStream.range(0, cases.size())
                .mapToObj(i -> DynamicTest.dynamicTest("evaluations " + i, () -> {
                    Json.Obj batch = (Json.Obj) cases.get(i);
                    Json.Obj request = batch.object("request").orElseThrow();
                    var decisions = new ArrayList<Json>();
                    for (Json item : request.items("evaluations")) {
                        boolean allowed = allows(merged(request, (Json.Obj) item));
                        decisions.add(
                                Json.object().put("decision", Json.of(allowed)).build());
                    }
                    assertEquals(batch.items("expected"), decisions);
                }));
    }

    private static Json.Obj merged(Json.Obj defaults, Json.Obj item) {
        var request = Json.object();
        for (String name : List.of("subject", "action", "resource")) {
            item.object(name).or(() -> defaults.object(name)).ifPresent(value -> request.put(name, value));
        }
        return request.build();
    }

    private static boolean allows(Json.Obj request) {
        Json.Obj subject = request.object("subject").orElseThrow();
        Json.Obj resource = request.object("resource").orElseThrow();
        Bundle bundle = engine.bundle();
        String type = subject.text("type").orElseThrow();
        String id = subject.text("id").orElseThrow();
        var call = new Call(
                new Call.Subject(type, id, bundle.rolesOf(type, id), "", "", Json.Obj.EMPTY),
                new Call.Action(
                        request.object("action")
                                .flatMap(action -> action.text("name"))
                                .orElseThrow(),
                        Json.Obj.EMPTY),
                new Call.Resource(
                        resource.text("type").orElseThrow(),
                        resource.text("id").orElseThrow(),
                        resource.object("properties").orElse(Json.Obj.EMPTY)),
                Optional.empty(),
                Json.Obj.EMPTY);
        return engine.decide(call, Situation.at(Instant.EPOCH)).effect() == Effect.ALLOW;
    }
}
