package dev.tollgate.bench;

import dev.tollgate.cli.compile.CompileException;
import dev.tollgate.cli.compile.CompiledBundle;
import dev.tollgate.cli.compile.Compiler;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.policy.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Bundles to be measured: policies of ten rules each, compiled from YAML as an author would write them. One policy is
 * about the measured call, and one of its rules allows it; the others are about other tools, servers, agents or roles.
 */
public final class RuleBundles {
    private static final int RULES = 10;

    private RuleBundles() {}

    /** @param rules a multiple of ten */
    public static CompiledBundle of(int rules) throws IOException, CompileException {
        var yaml =
                new StringBuilder("{apiVersion: tollgate.dev/v1, kind: Bundle, metadata: {name: bench}, spec: {}}\n");
        yaml.append(server("crm"));
        int policies = rules / RULES;
        for (int i = 1; i < policies; i++) {
            if (i % 4 == 0) {
                yaml.append(server("server-" + i));
            }
        }
        for (int i = 0; i < policies; i++) {
            yaml.append(policy(i));
        }
        Path folder = Files.createTempDirectory("bench");
        Path file = Files.writeString(folder.resolve("bundle.yaml"), yaml);
        try {
            return Compiler.compile(folder);
        } finally {
            Files.delete(file);
            Files.delete(folder);
        }
    }

    private static String server(String name) {
        return """
                ---
                apiVersion: tollgate.dev/v1
                kind: Server
                metadata: {name: %s}
                spec: {tools: {query: {traits: [read], returns: [sensitive]}, export: {traits: [egress]}}}
                """.formatted(name);
    }

    private static String policy(int number) {
        String target = number == 0
                ? "{subjects: [\"role:analyst\"], tools: [crm/query]}"
                : switch (number % 4) {
                    case 0 -> "{subjects: [\"role:analyst\"], tools: [server-" + number + "/query]}";
                    case 1 -> "{subjects: [\"agent:bot-" + number + "\"], tools: [\"*/*\"]}";
                    case 2 -> "{subjects: [\"role:team-" + number + "\"], tools: [crm/query]}";
                    default -> "{subjects: [\"agent:*\"], tools: [crm/export], actions: [\"custom/" + number + "\"]}";
                };
        var policy = new StringBuilder("""
                ---
                apiVersion: tollgate.dev/v1
                kind: Policy
                metadata: {name: policy-%05d}
                spec:
                  target: %s
                  rules:
                """.formatted(number, target));
        for (int rule = 0; rule < RULES; rule++) {
            policy.append("    - id: rule-" + rule + "\n      effect: " + (rule == 0 ? "allow" : "deny")
                    + "\n      when: >-\n"
                    + "        'analyst' in subject.roles && tool.server == 'crm' && "
                    + (rule == 0
                            ? "args.table in ['customers', 'orders'] && args.limit <= 100"
                            : "args.table == 'secret-" + number + "-" + rule + "' && args.limit > " + rule)
                    + "\n");
        }
        return policy.toString();
    }

    public static Call call(Bundle bundle) {
        Json.Obj arguments = Json.object()
                .put("table", "orders")
                .put("limit", 10)
                .put("statement", "select name from orders where id = 7")
                .build();
        return new Call(
                new Call.Subject("agent", "report-bot", List.of("analyst"), "dora", "reporting", Json.Obj.EMPTY),
                new Call.Action("tools/call", Json.Obj.EMPTY),
                new Call.Resource(
                        "tool", "query", Json.object().put("server", "crm").build()),
                Optional.of(new Call.Tool(
                        "crm",
                        "query",
                        bundle.server("crm").orElseThrow().tool("query").orElseThrow())),
                Json.object().put("arguments", arguments).build());
    }
}
