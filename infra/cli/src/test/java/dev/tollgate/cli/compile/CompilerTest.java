package dev.tollgate.cli.compile;

import dev.tollgate.cli.BundleFolder;
import dev.tollgate.core.argument.schema.ArgumentSchema;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.limit.Rate;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.policy.BundleCodec;
import dev.tollgate.core.policy.Effect;
import dev.tollgate.core.policy.Glob;
import dev.tollgate.core.policy.LimitRule;
import dev.tollgate.core.policy.LimitRule.KeyPart;
import dev.tollgate.core.policy.Mode;
import dev.tollgate.core.policy.Policy;
import dev.tollgate.core.policy.ReasonCode;
import dev.tollgate.core.policy.Ruling;
import dev.tollgate.core.policy.Server;
import dev.tollgate.core.policy.Target;
import dev.tollgate.core.policy.Target.ResourceMatch;
import dev.tollgate.core.policy.Target.SubjectMatch;
import dev.tollgate.core.policy.Target.ToolMatch;
import dev.tollgate.core.policy.ToolEntry;
import dev.tollgate.core.policy.expr.Expr;
import dev.tollgate.core.policy.expr.Input;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class CompilerTest {
    private static final String HEAD = """
            apiVersion: tollgate.dev/v1
            kind: Bundle
            metadata: {name: acme}
            spec: {mode: enforce, default: deny, retention: 30d}
            """;

    private static final String DIGEST = "sha256:" + "0a".repeat(32);

    @TempDir
    private Path folder;

    @Test
    void keepsTheSchemaOfAToolsAnswers() throws Exception {
        CompiledBundle compiled = Compiler.compile(BundleFolder.withBase(folder, """
                apiVersion: tollgate.dev/v1
                kind: Server
                metadata: {name: shop}
                spec:
                  tools:
                    list: {traits: [read], output: {schema: schemas/order.json}}
                    find: {traits: [read]}
                """));
        Server shop = compiled.bundle().server("shop").orElseThrow();

        ArgumentSchema output = shop.tool("list").orElseThrow().output().orElseThrow();
        Json order = new JsonText(9).parse("{\"item\": \"pen\", \"count\": 2, \"to\": {\"city\": \"Bonn\"}}");
        assertEquals(Optional.empty(), output.mismatch(order));
        assertTrue(output.mismatch(Json.of("order")).isPresent());
        assertEquals(Optional.empty(), shop.tool("find").orElseThrow().output());
    }

    @Test
    void readsWhatIsSaidOfTheBundle() throws CompileException {
        Bundle bundle = compile(HEAD);

        assertEquals("acme", bundle.name());
        assertEquals(Duration.ofDays(30), bundle.settings().retention().usual());
    }

    @Test
    void readsACatalogue() throws CompileException {
        Bundle bundle = compile(HEAD + """
                ---
                apiVersion: tollgate.dev/v1
                kind: Server
                metadata: {name: crm}
                spec:
                  tools:
                    query: {traits: [read], returns: [sensitive], on_failure: allow}
                    "export/all rows": {traits: [read, egress]}
                    "*": {traits: [unknown]}
                ---
                apiVersion: tollgate.dev/v1
                kind: Server
                metadata: {name: bank}
                spec:
                  pin: required
                  tools:
                    pay: {traits: [write], digest: "%s"}
                """.formatted(DIGEST));

        assertEquals(
                new Server(
                        "crm",
                        false,
                        Map.of(
                                "query",
                                new ToolEntry(List.of("read"), List.of("sensitive"), Optional.empty(), true),
                                "export/all rows",
                                new ToolEntry(List.of("read", "egress"), List.of(), Optional.empty(), false)),
                        Optional.of(new ToolEntry(List.of("unknown"), List.of(), Optional.empty(), false))),
                bundle.servers().get("crm"));
        assertEquals(
                new Server(
                        "bank",
                        true,
                        Map.of("pay", new ToolEntry(List.of("write"), List.of(), Optional.of(DIGEST), false)),
                        Optional.empty()),
                bundle.servers().get("bank"));
    }

    @Test
    void readsPoliciesAndTheirTargets() throws CompileException {
        Bundle bundle = compile(HEAD + """
                ---
                apiVersion: tollgate.dev/v1
                kind: Server
                metadata: {name: crm}
                spec: {tools: {query: {traits: [read, egress]}}}
                ---
                apiVersion: tollgate.dev/v1
                kind: Policy
                metadata: {name: tools}
                spec:
                  mode: enforce
                  target:
                    subjects: ["*", "agent:report-*", "role:analyst", "owner:ada*", "purpose:reports", "user:x:y"]
                    tools: [crm/query, "*/q*", "trait:egress"]
                  rules:
                    - {id: yes-please, effect: allow, when: args.polite}
                    - {id: not-today, effect: deny, when: has(args.today), reason: "Not: today.", code: data_access}
                ---
                apiVersion: tollgate.dev/v1
                kind: Policy
                metadata: {name: others}
                spec:
                  target: {actions: [can_read, "resources/*"], resources: ["todo/a/b", "*/*"]}
                  rules: [{id: r, effect: deny}]
                """);

        Policy others = bundle.policies().get(0);
        Policy tools = bundle.policies().get(1);
        assertEquals(
                new Target(
                        List.of(),
                        List.of(new Glob("can_read"), new Glob("resources/*")),
                        List.of(),
                        List.of(
                                new ResourceMatch(new Glob("todo"), new Glob("a/b")),
                                new ResourceMatch(new Glob("*"), new Glob("*")))),
                others.target());
        assertEquals(
                new Target(
                        List.of(
                                new SubjectMatch.Identity(Glob.ANY, Glob.ANY),
                                new SubjectMatch.Identity(new Glob("agent"), new Glob("report-*")),
                                new SubjectMatch.Role(new Glob("analyst")),
                                new SubjectMatch.Owner(new Glob("ada*")),
                                new SubjectMatch.Purpose(new Glob("reports")),
                                new SubjectMatch.Identity(new Glob("user"), new Glob("x:y"))),
                        List.of(new Glob("tools/call")),
                        List.of(
                                new ToolMatch.Named(new Glob("crm"), new Glob("query")),
                                new ToolMatch.Named(new Glob("*"), new Glob("q*")),
                                new ToolMatch.WithTrait("egress")),
                        List.of()),
                tools.target());
        assertEquals(Effect.ALLOW, tools.rules().get(0).effect());
        assertEquals(Optional.of("Not: today."), tools.rules().get(1).reason());
        assertEquals(
                new Ruling.Deny(Optional.of(ReasonCode.DATA_ACCESS), Optional.empty()),
                tools.rules().get(1).ruling());
    }

    @Test
    void promptsAreResourcesThatAreGot() throws CompileException {
        Bundle bundle = compile(HEAD + """
                ---
                apiVersion: tollgate.dev/v1
                kind: Policy
                metadata: {name: prompts}
                spec: {target: {prompts: [code_review, "team/*"]}, rules: [{id: r, effect: allow}]}
                """);

        assertEquals(
                new Target(
                        List.of(),
                        List.of(new Glob("prompts/get")),
                        List.of(),
                        List.of(
                                new ResourceMatch(new Glob("prompt"), new Glob("code_review")),
                                new ResourceMatch(new Glob("prompt"), new Glob("team/*")))),
                bundle.policies().getFirst().target());
    }

    @Test
    void readsLimits() throws CompileException {
        Bundle bundle = compile(HEAD + """
                ---
                apiVersion: tollgate.dev/v1
                kind: Limit
                metadata: {name: full}
                spec:
                  rate: 60/1m
                  burst: 10
                  per: [tool.server, subject.id]
                  cost: args.rows
                  on_exceed: deny
                  max_delay: 0s
                  on_failure: allow
                  target: {}
                ---
                apiVersion: tollgate.dev/v1
                kind: Limit
                metadata: {name: short}
                spec: {rate: 5/500ms, cost: 2, target: {}}
                ---
                apiVersion: tollgate.dev/v1
                kind: Limit
                metadata: {name: delaying}
                spec: {rate: 5/1s, per: [subject.id], max_delay: 1500ms, target: {}}
                """);

        assertEquals(
                new LimitRule(
                        "full",
                        Mode.ENFORCE,
                        new Rate(60, Duration.ofMinutes(1), 10),
                        List.of(KeyPart.SUBJECT_ID, KeyPart.TOOL_SERVER),
                        new Expr.Select(new Expr.Variable(Input.ARGS), "rows"),
                        LimitRule.Exceeded.DENY,
                        true,
                        Optional.of(new Target(List.of(), List.of(new Glob("tools/call")), List.of(), List.of()))),
                bundle.limits().get("full"));
        LimitRule briefly = bundle.limits().get("short");
        assertEquals(new Rate(5, Duration.ofMillis(500), 5), briefly.rate());
        assertEquals(new Expr.Constant(2L), briefly.cost());
        assertEquals(LimitRule.Exceeded.THROTTLE, briefly.exceeded());
        assertFalse(briefly.allowsWithoutStore());
        assertFalse(briefly.delays());
        assertEquals(Duration.ofMillis(1_500), bundle.limits().get("delaying").maxDelay());
    }

    /** Macros go over maps in their order, so that a bundle decides alike here and in a function. */
    @Test
    void aBundleIsInTheOrderInWhichItIsPublished() throws Exception {
        CompiledBundle compiled = Compiler.compile(BundleFolder.of(folder, "bundle.yaml", HEAD + """
                ---
                apiVersion: tollgate.dev/v1
                kind: Data
                metadata: {name: facts}
                spec: {b: 1, a: {d: 1, c: 2}}
                """));
        Bundle published = BundleCodec.decode(new JsonText(512).parse(compiled.canonical()));

        assertEquals("{\"facts\":{\"a\":{\"c\":2,\"d\":1},\"b\":1}}", JsonText.write(published.data()));
        assertEquals(
                JsonText.write(published.data()),
                JsonText.write(compiled.bundle().data()));
    }

    @Test
    void readsDataWithNumbersAsTheyWereWritten() throws CompileException {
        Bundle bundle = compile(HEAD + """
                ---
                apiVersion: tollgate.dev/v1
                kind: Data
                metadata: {name: facts}
                spec: {big: 9007199254740993, small: 1.50, "on": true, none: null, day: 2026-12-25, list: [a, "1", {x: -0}]}
                """);

        assertEquals(
                "{\"big\":9007199254740993,\"day\":\"2026-12-25\",\"list\":[\"a\",\"1\",{\"x\":-0}],"
                        + "\"none\":null,\"on\":true,\"small\":1.50}",
                JsonText.write(bundle.data().get("facts").orElseThrow()));
    }

    @Test
    void theSameDocumentsGiveTheSameBytesHoweverTheyAreSpread(@TempDir Path other) throws CompileException {
        String policy = """
                apiVersion: tollgate.dev/v1
                kind: Policy
                metadata: {name: p}
                spec: {target: {subjects: ["agent:*"]}, rules: [{id: r, effect: deny, reason: Never.}]}
                """;
        String samePolicy = """
                spec:
                  # the members of a mapping have no order
                  rules: [{reason: "Never.", effect: deny, id: r}]
                  target: {subjects: ['agent:*']}
                metadata: {name: "p"}
                kind: Policy
                apiVersion: tollgate.dev/v1
                """;
        String data = """
                apiVersion: tollgate.dev/v1
                kind: Data
                metadata: {name: d}
                spec: {a: 1, b: 2}
                """;
        CompiledBundle one =
                Compiler.compile(BundleFolder.of(folder, "all.yaml", HEAD + "---\n" + policy + "---\n" + data));
        CompiledBundle same = Compiler.compile(BundleFolder.of(
                other, "1.yml", data.replace("{a: 1, b: 2}", "{b: 2, a: 1}"), "x/2.yaml", samePolicy, "z.yaml", HEAD));

        assertArrayEquals(one.canonical(), same.canonical());
        assertEquals(one.digest(), same.digest());
    }

    @Test
    void anyOtherContentGivesAnotherDigest(@TempDir Path other) throws CompileException {
        String data = "---\n{apiVersion: tollgate.dev/v1, kind: Data, metadata: {name: d}, spec: {a: 1}}";
        CompiledBundle one = Compiler.compile(BundleFolder.of(folder, "a.yaml", HEAD + data));
        CompiledBundle next = Compiler.compile(BundleFolder.of(other, "a.yaml", HEAD + data.replace("a: 1", "a: 1.0")));

        assertNotEquals(one.digest(), next.digest());
    }

    @Test
    void whatIsPublishedReadsBackAsTheSameBundle() throws Exception {
        CompiledBundle compiled = Compiler.compile(BundleFolder.ofRepository("infra/bundle"));

        assertEquals(compiled.bundle(), BundleCodec.decode(new JsonText(64).parse(compiled.canonical())));
        assertTrue(compiled.digest().matches("sha256:[0-9a-f]{64}"));
    }

    private Bundle compile(String text) throws CompileException {
        return Compiler.compile(BundleFolder.of(folder, "bundle.yaml", text)).bundle();
    }
}
