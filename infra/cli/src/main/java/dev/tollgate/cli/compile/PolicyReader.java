package dev.tollgate.cli.compile;

import dev.tollgate.cli.compile.RuleReader.ReadRule;
import dev.tollgate.core.policy.Effect;
import dev.tollgate.core.policy.Exemption;
import dev.tollgate.core.policy.Policy;
import dev.tollgate.core.policy.Rule;
import dev.tollgate.core.policy.Target;
import java.util.List;
import java.util.Optional;

/** Reads a policy. */
final class PolicyReader {
    private static final Target EVERYTHING = new Target(List.of(), List.of(), List.of(), List.of());

    private final ToolCatalogue catalogue;
    private final TargetReader targets;
    private final RuleReader rules;
    private final ExceptionReader exceptions;
    private final Names limits;
    private final Names schedules;

    PolicyReader(
            ToolCatalogue catalogue,
            TargetReader targets,
            RuleReader rules,
            ExceptionReader exceptions,
            Names limits,
            Names schedules) {
        this.catalogue = catalogue;
        this.targets = targets;
        this.rules = rules;
        this.exceptions = exceptions;
        this.limits = limits;
        this.schedules = schedules;
    }

    /**
     * A policy and where it stands.
     *
     * @param isSound whether nothing was wrong with it
     */
    record ReadPolicy(Policy policy, Document document, List<ReadRule> rules, boolean isSound) {
        ReadPolicy {
            rules = List.copyOf(rules);
        }
    }

    Optional<ReadPolicy> read(Document document) {
        return document.fields(Shape.POLICY).map(fields -> read(document, fields));
    }

    private ReadPolicy read(Document document, Fields fields) {
        int problemsBefore = document.findings().count();
        Target target = fields.required("target", "which calls it is about; 'target: {}' for every tool call")
                .map(targets::read)
                .orElse(EVERYTHING);
        Scope scope = Scope.of(target, catalogue);
        List<ReadRule> read = fields.required("rules", "a list of rules")
                .map(list -> rules.read(list, scope))
                .orElse(List.of());
        List<Rule> plain = read.stream().map(ReadRule::rule).toList();
        List<String> limitNames = fields.optional("limits").map(this::limits).orElse(List.of());
        Optional<String> schedule = fields.optional("schedule").flatMap(schedules::read);
        List<Exemption> exemptions = fields.optional("exceptions")
                .map(list -> exceptions.read(list, plain))
                .orElse(List.of());
        if (plain.stream().allMatch(rule -> rule.effect() == Effect.DENY)) {
            refuseWithoutAllow(fields);
        }
        return new ReadPolicy(
                new Policy(document.name(), BundleReader.mode(fields), target, schedule, plain, limitNames, exemptions),
                document,
                read,
                document.findings().count() == problemsBefore);
    }

    private static void refuseWithoutAllow(Fields fields) {
        if (fields.has("limits")) {
            fields.problem("limits", "limits count the calls that this policy allows, and it has no rule that allows");
        }
        if (fields.has("schedule")) {
            fields.problem(
                    "schedule", "a schedule says when this policy's allows count, and it has no rule that allows");
        }
    }

    private List<String> limits(Value list) {
        return list.distinctTexts().stream()
                .map(limits::read)
                .flatMap(Optional::stream)
                .toList();
    }
}
