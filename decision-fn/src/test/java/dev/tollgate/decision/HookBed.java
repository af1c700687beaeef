package dev.tollgate.decision;

import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.agent.Agent;
import dev.tollgate.core.agent.KeyToken;
import dev.tollgate.core.limit.Rate;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.policy.Bundles;
import dev.tollgate.core.policy.Glob;
import dev.tollgate.core.policy.LimitRule;
import dev.tollgate.core.policy.LimitRule.KeyPart;
import dev.tollgate.core.policy.Mode;
import dev.tollgate.core.policy.ObligationRule;
import dev.tollgate.core.policy.Policy;
import dev.tollgate.core.policy.Rule;
import dev.tollgate.core.policy.Ruling;
import dev.tollgate.core.policy.Server;
import dev.tollgate.core.policy.Target;
import dev.tollgate.core.policy.ToolEntry;
import dev.tollgate.core.policy.expr.Expr;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What tests/bundles/hooks has, in Java: one tool for each answer that a hook can get, on the dialects' servers. */
final class HookBed {
    static final KeyToken AGENT = new KeyToken("h".repeat(16), "s".repeat(52));
    static final KeyToken ENFORCER = new KeyToken("i".repeat(16), "s".repeat(52));

    private static final List<String> SERVERS = List.of("crm", "claude-code", "agentcore", "docker", "acs");

    final TestBed bed = new TestBed();
    private final Api api;

    HookBed() {
        bed.directory
                .with(new Agent("hook-bot", "hooks", "olga", List.of(), Agent.Status.ACTIVE, List.of()))
                .withKey(AGENT, AccessKey.Role.AGENT, List.of("hook-bot"), List.of("*"))
                .withKey(ENFORCER, AccessKey.Role.ENFORCER, List.of("*"), List.of("*"));
        bed.bundle = Optional.of(bundle());
        api = bed.api();
    }

    Api api() {
        return api;
    }

    private static Bundle bundle() {
        var servers = new HashMap<String, Server>();
        for (String name : SERVERS) {
            var tools = new HashMap<String, ToolEntry>();
            for (String tool : List.of("read", "list", "rare", "old", "search")) {
                tools.put(tool, entry("read"));
            }
            tools.put("erase", entry("destructive"));
            tools.put("export", entry("write"));
            servers.put(name, new Server(name, false, Map.copyOf(tools), Optional.empty()));
        }
        var hourly = new LimitRule(
                "hourly",
                Mode.ENFORCE,
                new Rate(1, Duration.ofHours(1), 1),
                List.of(KeyPart.SUBJECT_ID, KeyPart.TOOL_SERVER),
                Bundles.ONE,
                LimitRule.Exceeded.THROTTLE,
                false,
                Optional.empty());
        var approve = new Ruling.Approve(
                List.of(new Target.SubjectMatch.Role(new Glob("steward"))), new Ruling.Grant(1, Duration.ofHours(1)));
        var gone = new Ruling.Deny(Optional.empty(), Optional.of(new Ruling.Redirect("crm", "read")));
        return Bundles.of(
                servers,
                List.of(
                        policy(
                                "reading",
                                "read",
                                Bundles.obliged(Bundles.allow("all"), new ObligationRule.Redact("gdpr"))),
                        policy("plain", "list", Bundles.allow("all")),
                        policy("erasing", "erase", because(Bundles.deny("never"), "Nothing is erased here.")),
                        policy("exporting", "export", because(Bundles.rule("steward", approve), "Ask a steward.")),
                        Bundles.policy("rarely", target("rare"), List.of(Bundles.allow("once")), List.of("hourly")),
                        policy("moved", "old", Bundles.rule("gone", gone)),
                        policy(
                                "capped",
                                "search",
                                Bundles.obliged(
                                        Bundles.allow("hundred"),
                                        new ObligationRule.Warn("Searches are looked at every week."),
                                        new ObligationRule.RewriteArguments(
                                                Map.of("limit", new Expr.Constant(100L)))))),
                hourly);
    }

    private static ToolEntry entry(String trait) {
        return new ToolEntry(List.of(trait), List.of(), Optional.empty(), false);
    }

    private static Rule because(Rule rule, String reason) {
        return new Rule(rule.id(), rule.ruling(), rule.when(), Optional.of(reason), rule.obligations());
    }

    private static Policy policy(String name, String tool, Rule rule) {
        return Bundles.policy(name, target(tool), List.of(rule), List.of());
    }

    private static Target target(String tool) {
        return new Target(
                List.of(),
                List.of(new Glob("tools/call")),
                List.of(new Target.ToolMatch.Named(Glob.ANY, new Glob(tool))),
                List.of());
    }
}
