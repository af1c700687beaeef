package dev.tollgate.redaction;

import dev.tollgate.core.agent.Agent;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.AnswerDuties;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.policy.Call;
import dev.tollgate.core.policy.ObligationRule;
import dev.tollgate.core.policy.Policy;
import dev.tollgate.core.redact.AnswerRules;
import dev.tollgate.core.redact.BuiltInProfiles;
import dev.tollgate.core.redact.Cap;
import dev.tollgate.core.redact.Profile;
import dev.tollgate.core.redact.ProfileReader;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The profiles of one bundle, and which of them apply to an answer. Of several, of each thing the strictest counts. */
final class Profiles {
    private final Bundle bundle;
    private final Map<String, Profile> all;

    Profiles(Bundle bundle) {
        this.bundle = bundle;
        this.all = BuiltInProfiles.with(bundle.redactions().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> ProfileReader.read(entry.getKey(), entry.getValue(), Optional.empty()))));
    }

    AnswerRules of(Basis basis) {
        return switch (basis) {
            case Basis.Matched matched -> ofDecision(matched);
            case Basis.Unmatched unmatched ->
                unmatched.agent().isPresent() && unmatched.tool().isPresent()
                        ? rules(ofAgent(unmatched.agent().get()), unmatched, Cap.NONE)
                        : rules(all.values(), unmatched, Cap.NONE);
        };
    }

    /** What the decision asked for, and the documents that are about such calls without being asked for. */
    private AnswerRules ofDecision(Basis.Matched matched) {
        Cap cap = ProfileReader.cap(matched.duties().cap());
        AnswerDuties duties = matched.duties();
        if (matched.agent().isEmpty() || !all.keySet().containsAll(duties.profiles())) {
            // The agent or a profile is gone since the call was allowed.
            return rules(all.values(), matched, cap);
        }
        Agent agent = matched.agent().get();
        if (matched.tool().isEmpty()) {
            return rules(
                    Stream.concat(named(duties.profiles()), ofAgent(agent).stream())
                            .distinct()
                            .toList(),
                    matched,
                    cap);
        }
        Call call = call(agent, matched.action(), matched.tool().get());
        Stream<Profile> targeted = all.values().stream()
                .filter(profile ->
                        profile.target().filter(target -> target.matches(call)).isPresent());
        return rules(
                Stream.concat(named(duties.profiles()), targeted).distinct().toList(), matched, cap);
    }

    /** Whatever may apply to any answer that this agent gets. The tool is not asked: the caller alone says which it was. */
    private List<Profile> ofAgent(Agent agent) {
        Call.Subject subject = subject(agent);
        Set<String> asked = new TreeSet<>();
        for (Policy policy : bundle.policies()) {
            if (policy.target().mayConcern(subject)) {
                policy.rules().stream()
                        .flatMap(rule -> rule.obligations().stream())
                        .filter(ObligationRule.Redact.class::isInstance)
                        .forEach(obligation -> asked.add(((ObligationRule.Redact) obligation).profile()));
            }
        }
        Stream<Profile> targeted = all.values().stream()
                .filter(profile -> profile.target()
                        .filter(target -> target.mayConcern(subject))
                        .isPresent());
        return Stream.concat(named(asked), targeted).distinct().toList();
    }

    private Stream<Profile> named(Collection<String> names) {
        return names.stream().flatMap(name -> Optional.ofNullable(all.get(name)).stream());
    }

    /** Where the tool is not known, it may return anything. */
    private AnswerRules rules(Collection<Profile> profiles, Basis basis, Cap cap) {
        boolean isKnown = basis instanceof Basis.Matched && basis.tool().isPresent();
        List<String> labels = isKnown
                ? basis.tool().get().entry().returns()
                : profiles.stream()
                        .flatMap(profile -> profile.labels().keySet().stream())
                        .distinct()
                        .toList();
        List<String> roles = basis.agent().map(Agent::roles).orElse(List.of());
        return new AnswerRules(List.copyOf(profiles), roles, labels, cap);
    }

    private static Call.Subject subject(Agent agent) {
        return new Call.Subject("agent", agent.id(), agent.roles(), agent.owner(), agent.purpose(), Json.Obj.EMPTY);
    }

    private static Call call(Agent agent, String action, Call.Tool tool) {
        return new Call(
                subject(agent),
                new Call.Action(action, Json.Obj.EMPTY),
                new Call.Resource(
                        "tool",
                        tool.name(),
                        Json.object().put("server", tool.server()).build()),
                Optional.of(tool),
                Json.Obj.EMPTY);
    }
}
