package dev.tollgate.core.policy;

import dev.tollgate.core.argument.Fault;
import dev.tollgate.core.argument.Understanding;
import dev.tollgate.core.policy.LimitChoice.Chosen;
import dev.tollgate.core.policy.ReadyPolicy.ReadyRule;
import dev.tollgate.core.policy.Verdict.Reason;
import dev.tollgate.core.policy.Verdict.Take;
import dev.tollgate.core.policy.Verdict.WouldBe;
import dev.tollgate.core.scan.JsonScan;
import dev.tollgate.core.scan.JsonScan.Found;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides calls by one bundle. Equal bundles, calls and situations give equal verdicts, and the order of documents never
 * matters. What it costs follows the policies whose targets could match, not the size of the bundle.
 */
public final class Engine {
    private final Bundle bundle;
    private final JsonScan scan;
    private final Catalogue catalogue;
    private final List<ReadyPolicy> policies;
    private final TargetIndex targets;
    private final LimitChoice limits;
    private final List<HistoryReads> readByPolicy;
    private final HistoryReads kept;

    /** @param scan finds what conditions read as {@code findings} */
    public Engine(Bundle bundle, JsonScan scan) {
        this.bundle = bundle;
        this.scan = scan;
        this.catalogue = new Catalogue(bundle.servers());
        var conditions = new Condition.Pool();
        this.policies = bundle.policies().stream()
                .sorted(Comparator.comparing(Policy::name))
                .map(policy -> ReadyPolicy.of(policy, conditions))
                .toList();
        this.targets = new TargetIndex(
                policies.stream().map(ready -> ready.policy().target()).toList());
        this.limits = new LimitChoice(bundle, conditions);
        this.readByPolicy = policies.stream()
                .map(ready -> ready.reads().and(limits.reads(ready.policy())))
                .toList();
        this.kept = HistoryReads.of(bundle);
    }

    public Bundle bundle() {
        return bundle;
    }

    /** What any condition of the bundle looks at: as much of each call's history has to be kept. */
    public HistoryReads keptHistory() {
        return kept;
    }

    /** What the conditions on this call look at: as much has to be in {@link Situation#history}. */
    public HistoryReads historyOf(Call call) {
        if (kept.isNothing()) {
            return HistoryReads.NONE;
        }
        HistoryReads reads = limits.reads(call);
        for (int place : targets.matching(call)) {
            reads = reads.and(readByPolicy.get(place));
        }
        return reads;
    }

    public Verdict decide(Call call, Situation situation) {
        return decide(call, situation, Trace.NONE);
    }

    /** The same verdict, and what each rule came to. */
    public Verdict explain(Call call, Situation situation) {
        return decide(call, situation, Trace.full());
    }

    /**
     * Whether the call may be allowed. Where it says no {@code context.arguments}, whatever derives from them is unknown,
     * and the answer is no only if it is for certain; else it is what {@link #decide} says.
     */
    public boolean mayAllow(Call call, Situation situation) {
        if (situation.inForce().refusal(call).isPresent()) {
            return false;
        }
        if (call.context().get("arguments").isPresent()) {
            return decide(call, situation).effect() == Effect.ALLOW;
        }
        if (bundle.settings().mode() == Mode.MONITOR) {
            return true;
        }
        if (catalogue.refusalInProspect(call).isPresent()) {
            return false;
        }
        var inputs = Variables.ofUnknownArguments(call, situation, bundle.data());
        var prospect = new Prospect(call, situation, new Evaluator(bundle, inputs, situation.now()));
        for (int place : targets.matching(call)) {
            prospect.weigh(policies.get(place));
        }
        return prospect.isGood();
    }

    /**
     * @param monitored limits to be counted apart
     * @param amounts of an allowed call
     */
    private record Settled(Verdict verdict, List<Take> monitored, Map<String, Long> amounts) {}

    private Verdict decide(Call call, Situation situation, Trace trace) {
        Optional<Verdict> byPosture = situation.inForce().refusal(call);
        if (byPosture.isPresent()) {
            return byPosture.get();
        }
        Pass pass = pass(call, situation, trace);
        Settled settled =
                bundle.settings().mode() == Mode.MONITOR ? watched(pass) : enforced(pass, call, situation, trace);
        Verdict verdict = settled.verdict();
        return new Verdict(
                verdict.effect(),
                verdict.reason(),
                verdict.takes(),
                verdict.obligations(),
                verdict.redirect(),
                verdict.awaits(),
                verdict.approved(),
                wouldBe(pass, settled),
                verdict.exemptions(),
                pass.findings(),
                settled.amounts(),
                trace.steps());
    }

    private Pass pass(Call call, Situation situation, Trace trace) {
        Understanding understood = understood(call);
        Found findings = scan.in(call.arguments());
        var inputs = Variables.of(call, understood, findings, situation, bundle.data());
        var evaluator = new Evaluator(bundle, inputs, situation.now());
        Optional<Verdict> refusal =
                catalogue.refusal(call).or(() -> understood.fault().map(Engine::refusal));
        var pass = new Pass(call, findings, understood.amounts(), situation, evaluator, refusal);
        if (refusal.isEmpty()) {
            for (int place : targets.matching(call)) {
                pass.run(policies.get(place), trace);
            }
        }
        return pass;
    }

    private static Understanding understood(Call call) {
        return call.tool()
                .map(tool -> tool.entry().reading().understand(call.arguments()))
                .orElse(Understanding.NOTHING);
    }

    private static Verdict refusal(Fault fault) {
        return switch (fault.kind()) {
            case SCHEMA_MISMATCH ->
                Verdict.denied(
                        ReasonCode.SCHEMA_MISMATCH,
                        "The arguments are not as the tool's schema says: " + fault.message() + ".");
            case INVALID_ARGUMENTS ->
                Verdict.denied(
                        ReasonCode.INVALID_ARGUMENTS, "The arguments cannot be understood: " + fault.message() + ".");
            case DATA_ACCESS ->
                Verdict.denied(
                        ReasonCode.DATA_ACCESS,
                        "It is not certain what this SQL would do: " + fault.message() + ". Write it more plainly.");
        };
    }

    /** In a bundle that only monitors, whatever comes is allowed. */
    private Settled watched(Pass pass) {
        Chosen chosen = chosen(pass);
        Reason reason = Reason.of(ReasonCode.ALLOWED, "Allowed: the bundle only monitors.");
        return new Settled(Verdict.of(Effect.ALLOW, reason), chosen.monitored(), pass.amounts());
    }

    /** Decided once more when rules change the arguments: by those that the call will have in truth. */
    private Settled enforced(Pass pass, Call call, Situation situation, Trace trace) {
        Verdict verdict = pass.verdict();
        if (verdict.effect() == Effect.DENY) {
            return new Settled(verdict, List.of(), Map.of());
        }
        Rewrites rewrites = Rewrites.of(pass.allowing(), call.arguments(), pass.evaluator());
        if (rewrites.fault().isPresent()) {
            return refused(rewrites.fault().get());
        }
        if (rewrites.changes().isEmpty()) {
            return complete(pass, verdict, List.of());
        }
        Call changed = call.withArguments(rewrites.applied(call.arguments()));
        Pass second = pass(changed, situation, trace);
        Verdict ofChanged = second.verdict();
        if (ofChanged.effect() == Effect.DENY) {
            return new Settled(ofChanged, List.of(), Map.of());
        }
        Rewrites again = Rewrites.of(second.allowing(), changed.arguments(), second.evaluator());
        if (again.fault().isPresent() || !again.changes().isEmpty()) {
            return refused(Reason.of(
                    ReasonCode.POLICY_ERROR, "The arguments that the policies set would have to be changed again."));
        }
        return complete(second, ofChanged, List.of(Obligations.rewriteArguments(rewrites.changes())));
    }

    /** With its limits and obligations. */
    private Settled complete(Pass pass, Verdict allowed, List<Obligation> rewritten) {
        var obligations = new ArrayList<>(Obligations.of(pass.allowing()));
        obligations.addAll(rewritten);
        obligations.sort(Comparator.comparing(Obligation::type));
        Optional<Obligation> unsupported = unsupported(pass.call(), obligations);
        if (unsupported.isPresent()) {
            return refused(new Reason(
                    ReasonCode.OBLIGATION_UNSUPPORTED,
                    "This call is allowed only with the obligation '"
                            + unsupported.get().type()
                            + "', which the hook did not list in context.supported_obligations.",
                    allowed.reason().policy(),
                    allowed.reason().rule()));
        }
        Chosen chosen = chosen(pass);
        if (chosen.failed().isPresent()) {
            return refused(Reason.of(chosen.failed().get(), "The cost of a limit could not be worked out."));
        }
        var verdict = new Verdict(
                Effect.ALLOW,
                allowed.reason(),
                chosen.takes(),
                obligations,
                Optional.empty(),
                Optional.empty(),
                allowed.approved(),
                Optional.empty(),
                allowed.exemptions(),
                Found.NOTHING,
                Map.of(),
                List.of());
        return new Settled(verdict, chosen.monitored(), pass.amounts());
    }

    private Chosen chosen(Pass pass) {
        boolean wouldAllow = pass.isWatched() && pass.would().effect() == Effect.ALLOW;
        List<ReadyRule> allowing = wouldAllow ? pass.wouldAllow() : pass.allowing();
        return limits.of(
                pass.call(), allowing, pass.evaluator(), bundle.settings().mode());
    }

    /** A hook that cannot do what it must is not told to go on. */
    private static Optional<Obligation> unsupported(Call call, List<Obligation> obligations) {
        if (obligations.isEmpty()) {
            return Optional.empty();
        }
        List<String> supported = call.context().texts("supported_obligations");
        return obligations.stream()
                .filter(obligation -> obligation.isMandatory() && !supported.contains(obligation.type()))
                .findFirst();
    }

    private static Settled refused(Reason reason) {
        return new Settled(Verdict.of(Effect.DENY, reason), List.of(), Map.of());
    }

    private Optional<WouldBe> wouldBe(Pass pass, Settled settled) {
        boolean isWatched = pass.isWatched() || bundle.settings().mode() == Mode.MONITOR;
        Verdict would = isWatched ? pass.would() : settled.verdict();
        boolean isAllow = would.effect() == Effect.ALLOW;
        List<Take> takes = isAllow ? settled.monitored() : List.of();
        boolean same = would.effect() == settled.verdict().effect()
                && (isAllow || would.reason().equals(settled.verdict().reason()));
        return same && takes.isEmpty()
                ? Optional.empty()
                : Optional.of(new WouldBe(would.effect(), would.reason(), takes));
    }
}
