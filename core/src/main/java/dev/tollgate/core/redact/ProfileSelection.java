package dev.tollgate.core.redact;

import dev.tollgate.core.argument.schema.ArgumentSchema;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.policy.Call;
import dev.tollgate.core.policy.Mode;
import dev.tollgate.core.policy.Obligation;
import dev.tollgate.core.policy.ObligationRule;
import dev.tollgate.core.policy.Rule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Says which profiles of a bundle apply to an answer: those whose target is about the call, and those that the decision
 * obliges to. What applies together, the stricter wins ({@link AnswerRules}). In a bundle that only monitors none does,
 * since nothing of it changes anything. It may be shared by threads.
 */
public final class ProfileSelection {
    private final Bundle bundle;
    private final Map<String, Profile> own;
    private final Map<String, Profile> known;

    /** @throws IllegalArgumentException when the bundle has a profile that this version cannot read */
    public ProfileSelection(Bundle bundle) {
        var read = new HashMap<String, Profile>();
        bundle.redactions().forEach((name, redaction) -> read.put(name, ProfileReader.read(name, redaction)));
        this.bundle = bundle;
        this.own = Map.copyOf(read);
        this.known = BuiltInProfiles.with(own);
    }

    /**
     * What applies to one answer.
     *
     * @param profiles sorted by name
     * @param roles of the agent
     * @param labels of what the tool returns
     * @param cap of the obligations; the profiles have theirs beside it
     * @param output what the tool's structured answers look like
     * @param missing names of profiles that the decision asked for and the bundle no longer has: without them the answer
     *     must not pass
     */
    public record Selected(
            List<Profile> profiles,
            List<String> roles,
            Set<String> labels,
            Cap cap,
            Optional<ArgumentSchema> output,
            List<String> missing) {
        public Selected {
            profiles = List.copyOf(profiles);
            roles = List.copyOf(roles);
            labels = Set.copyOf(labels);
            missing = List.copyOf(missing);
        }

        /** For one answer. */
        public AnswerRules rules() {
            return new AnswerRules(profiles, roles, labels.stream().sorted().toList(), cap, output);
        }
    }

    /**
     * For the answer to a call that was decided on.
     *
     * @param call as the decision saw it; its context is not looked at
     * @param obligations of the decision
     */
    public Selected decided(Call call, List<Obligation> obligations) {
        var names = new TreeSet<String>();
        if (enforces()) {
            own.values().stream()
                    .filter(profile -> profile.target()
                            .filter(target -> target.matches(call))
                            .isPresent())
                    .forEach(profile -> names.add(profile.name()));
        }
        Cap cap = Cap.NONE;
        for (Obligation obligation : obligations) {
            switch (obligation.type()) {
                case Obligation.REDACT ->
                    names.add(obligation.properties().text("profile").orElse("?"));
                case Obligation.CAP_RESPONSE -> cap = cap.strictest(ProfileReader.cap(obligation.properties()));
                default -> {}
            }
        }
        Set<String> labels =
                new TreeSet<>(call.tool().map(tool -> tool.entry().returns()).orElse(List.of()));
        return selected(
                names,
                call.subject().roles(),
                labels,
                cap,
                call.tool().flatMap(tool -> tool.entry().output()));
    }

    /** These and no others, for a trial. */
    public Selected named(Collection<String> names, List<String> roles) {
        return selected(new TreeSet<>(names), roles, Set.of(), Cap.NONE, Optional.empty());
    }

    /** Of the bundle, and those that are built in; sorted. */
    public Set<String> names() {
        return new TreeSet<>(known.keySet());
    }

    /**
     * For an answer that no decision is known of: everything that could apply to some call of this agent, and what any tool's
     * label could add. The strictest of all that is never weaker than what a decision would have asked for.
     */
    public Selected undecided(Call.Subject agent) {
        if (!enforces()) {
            return selected(Set.of(), agent.roles(), Set.of(), Cap.NONE, Optional.empty());
        }
        var names = new TreeSet<String>();
        own.values().stream()
                .filter(profile -> profile.target()
                        .filter(target -> target.matchesSubject(agent))
                        .isPresent())
                .forEach(profile -> names.add(profile.name()));
        Cap cap = Cap.NONE;
        for (ObligationRule obligation : obligationsOf(agent).toList()) {
            switch (obligation) {
                case ObligationRule.Redact(String profile) -> names.add(profile);
                case ObligationRule.CapResponse(ObligationRule.Cap another) -> cap = cap.strictest(cap(another));
                case ObligationRule.Warn warn -> {}
                case ObligationRule.RewriteArguments rewrite -> {}
            }
        }
        var labels = new TreeSet<String>();
        names.stream()
                .filter(known::containsKey)
                .forEach(name -> labels.addAll(known.get(name).labels().keySet()));
        return selected(names, agent.roles(), labels, cap, Optional.empty());
    }

    private boolean enforces() {
        return bundle.settings().mode() == Mode.ENFORCE;
    }

    /** Of every rule that could let a call of the agent through. */
    private Stream<ObligationRule> obligationsOf(Call.Subject agent) {
        return bundle.policies().stream()
                .filter(policy ->
                        policy.mode() == Mode.ENFORCE && policy.target().matchesSubject(agent))
                .flatMap(policy -> policy.rules().stream())
                .map(Rule::obligations)
                .flatMap(List::stream);
    }

    private Selected selected(
            Set<String> names, List<String> roles, Set<String> labels, Cap cap, Optional<ArgumentSchema> output) {
        var profiles = new TreeMap<String, Profile>();
        var missing = new ArrayList<String>();
        for (String name : names) {
            Profile profile = known.get(name);
            if (profile == null) {
                missing.add(name);
            } else {
                profiles.put(name, profile);
            }
        }
        return new Selected(List.copyOf(profiles.values()), roles, labels, cap, output, missing);
    }

    private static Cap cap(ObligationRule.Cap cap) {
        return new Cap(figure(cap.bytes()), figure(cap.rows()), figure(cap.depth()));
    }

    private static OptionalLong figure(Optional<Long> figure) {
        return figure.map(OptionalLong::of).orElse(OptionalLong.empty());
    }
}
