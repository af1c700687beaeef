package dev.tollgate.core.policy;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.limit.Rate;
import dev.tollgate.core.policy.Bundle.Settings;
import dev.tollgate.core.policy.LimitRule.Exceeded;
import dev.tollgate.core.policy.LimitRule.KeyPart;
import dev.tollgate.core.policy.expr.Expr;
import dev.tollgate.core.policy.expr.Input;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Bundles for tests. */
public final class Bundles {
    public static final Expr ONE = new Expr.Constant(1L);
    public static final Rate TEN_A_SECOND = new Rate(10, Duration.ofSeconds(1), 5);

    private Bundles() {}

    public static Bundle of(List<Policy> policies, LimitRule... limits) {
        return of(Map.of(), policies, limits);
    }

    public static Bundle of(Map<String, Server> servers, List<Policy> policies, LimitRule... limits) {
        var byName = new HashMap<String, LimitRule>();
        for (LimitRule limit : limits) {
            byName.put(limit.name(), limit);
        }
        return new Bundle("test", Settings.DEFAULT, servers, policies, byName, Map.of(), Map.of(), Json.Obj.EMPTY);
    }

    /** Every tool call. */
    public static Target everyTool() {
        return new Target(List.of(), List.of(new Glob("tools/call")), List.of(), List.of());
    }

    /** Everything. */
    public static Target everything() {
        return new Target(List.of(), List.of(Glob.ANY), List.of(), List.of());
    }

    public static Policy policy(String name, Rule... rules) {
        return policy(name, everything(), List.of(rules), List.of());
    }

    public static Policy policy(String name, Target target, List<Rule> rules, List<String> limits) {
        return new Policy(name, Mode.ENFORCE, target, Optional.empty(), rules, limits, List.of());
    }

    public static Policy monitored(Policy policy) {
        return new Policy(
                policy.name(),
                Mode.MONITOR,
                policy.target(),
                policy.schedule(),
                policy.rules(),
                policy.limits(),
                policy.exemptions());
    }

    public static Rule allow(String id) {
        return rule(id, new Ruling.Allow());
    }

    public static Rule deny(String id) {
        return rule(id, new Ruling.Deny(Optional.empty(), Optional.empty()));
    }

    public static Rule rule(String id, Ruling ruling) {
        return new Rule(id, ruling, Optional.empty(), Optional.empty(), List.of());
    }

    public static Rule when(Rule rule, Expr condition) {
        return new Rule(rule.id(), rule.ruling(), Optional.of(condition), rule.reason(), rule.obligations());
    }

    public static Rule obliged(Rule rule, ObligationRule... obligations) {
        return new Rule(rule.id(), rule.ruling(), rule.when(), rule.reason(), List.of(obligations));
    }

    public static LimitRule limit(String name, KeyPart... per) {
        return limit(name, ONE, per);
    }

    public static LimitRule limit(String name, Expr cost, KeyPart... per) {
        return new LimitRule(
                name, Mode.ENFORCE, TEN_A_SECOND, List.of(per), cost, Exceeded.THROTTLE, false, Optional.empty());
    }

    public static LimitRule standing(LimitRule limit, Target target) {
        return new LimitRule(
                limit.name(),
                limit.mode(),
                limit.rate(),
                limit.per(),
                limit.cost(),
                limit.exceeded(),
                limit.maxDelay(),
                limit.allowsWithoutStore(),
                Optional.of(target));
    }

    /** A condition that errs on every call: there is no such member. */
    public static Expr erring() {
        return new Expr.Select(new Expr.Variable(Input.CONTEXT), "no_such_member");
    }

    public static Expr constant(boolean value) {
        return new Expr.Constant(value);
    }
}
