package dev.tollgate.bench;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.policy.Call;
import dev.tollgate.core.policy.Glob;
import dev.tollgate.core.policy.Mode;
import dev.tollgate.core.policy.Policy;
import dev.tollgate.core.policy.Rule;
import dev.tollgate.core.policy.Ruling;
import dev.tollgate.core.policy.Server;
import dev.tollgate.core.policy.Target;
import dev.tollgate.core.policy.Target.SubjectMatch;
import dev.tollgate.core.policy.Target.ToolMatch;
import dev.tollgate.core.policy.ToolEntry;
import dev.tollgate.core.policy.expr.Expr;
import dev.tollgate.core.policy.expr.Function;
import dev.tollgate.core.policy.expr.Input;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Bundles to be measured. Of a hundred policies, every fifth is about the call, and has two rules with conditions; one
 * of all rules allows it.
 */
public final class HundredPolicies {
    private HundredPolicies() {}

    public static Bundle of(int policies) {
        var servers = new HashMap<String, Server>();
        var list = new ArrayList<Policy>();
        for (int i = 0; i < policies; i++) {
            String server = i % 5 == 0 ? "crm" : "server-" + i;
            servers.put(
                    server,
                    new Server(
                            server,
                            false,
                            Map.of(
                                    "query",
                                    new ToolEntry(List.of("read"), List.of("sensitive"), Optional.empty(), false)),
                            Optional.empty()));
            list.add(new Policy(
                    "policy-%03d".formatted(i),
                    Mode.ENFORCE,
                    target(server),
                    Optional.empty(),
                    rules(i == 0),
                    List.of(),
                    List.of()));
        }
        return new Bundle(
                "bench", Bundle.Settings.DEFAULT, servers, list, Map.of(), Map.of(), Map.of(), Json.Obj.EMPTY);
    }

    private static Target target(String server) {
        return new Target(
                List.of(
                        new SubjectMatch.Role(new Glob("analyst")),
                        new SubjectMatch.Identity(new Glob("agent"), new Glob("report-*"))),
                List.of(new Glob("tools/call")),
                List.of(new ToolMatch.Named(new Glob(server), new Glob("q*"))),
                List.of());
    }

    /** {@code 'write' in tool.traits} denies, {@code has(args.table) && args.table in [...]} allows. */
    private static List<Rule> rules(boolean allows) {
        Expr traits = new Expr.Select(new Expr.Variable(Input.TOOL), "traits");
        Expr table = new Expr.Select(new Expr.Variable(Input.ARGS), "table");
        Expr named = new Expr.ListOf(
                List.of(new Expr.Constant("customers"), new Expr.Constant(allows ? "orders" : "salaries")));
        return List.of(
                new Rule(
                        "no-writes",
                        new Ruling.Deny(Optional.empty(), Optional.empty()),
                        Optional.of(Expr.Call.of(Function.IN, new Expr.Constant("write"), traits)),
                        Optional.empty(),
                        List.of()),
                new Rule(
                        "named-tables",
                        new Ruling.Allow(),
                        Optional.of(Expr.Call.of(
                                Function.AND,
                                new Expr.Has(new Expr.Variable(Input.ARGS), "table"),
                                Expr.Call.of(Function.IN, table, named))),
                        Optional.empty(),
                        List.of()));
    }

    public static Call call(Bundle bundle) {
        Json.Obj context = Json.object()
                .put(
                        "arguments",
                        Json.object().put("table", "orders").put("limit", 10).build())
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
                context);
    }
}
