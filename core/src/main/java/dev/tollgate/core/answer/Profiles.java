package dev.tollgate.core.answer;

import dev.tollgate.core.agent.Agent;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.AnswerDuties;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.policy.Call;
import dev.tollgate.core.policy.Mode;
import dev.tollgate.core.redact.AnswerRules;
import dev.tollgate.core.redact.Cap;
import dev.tollgate.core.redact.Profile;
import dev.tollgate.core.redact.ProfileReader;
import dev.tollgate.core.redact.ProfileSelection;
import dev.tollgate.core.redact.ProfileSelection.Selected;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which profiles of a bundle apply to an answer, by what is known of its call. */
public final class Profiles {
    private final ProfileSelection selection;
    private final boolean onlyMonitors;

    public Profiles(Bundle bundle) {
        this.selection = new ProfileSelection(bundle);
        this.onlyMonitors = bundle.settings().mode() == Mode.MONITOR;
    }

    public AnswerRules of(Basis basis) {
        return switch (basis) {
            case Basis.Matched matched -> ofDecision(matched).rules();
            case Basis.Unmatched unmatched ->
                // The tool chooses nothing here: the caller alone says which it was.
                (unmatched.agent().isPresent() && unmatched.tool().isPresent()
                                ? selection.undecided(subject(unmatched.agent().get()))
                                : all(unmatched.agent(), Cap.NONE, List.of()))
                        .rules();
        };
    }

    private Selected ofDecision(Basis.Matched matched) {
        AnswerDuties duties = matched.duties();
        if (matched.agent().isEmpty()) {
            return all(Optional.empty(), ProfileReader.cap(duties.cap()), duties.profiles());
        }
        Agent agent = matched.agent().get();
        Selected selected = matched.tool().isPresent()
                ? selection.decided(call(agent, matched.action(), matched.tool().get()), duties.obligations())
                : ofToolThatIsGone(agent, duties);
        return selected.missing().isEmpty() ? selected : all(matched.agent(), selected.cap(), duties.profiles());
    }

    /** Its targets and labels are not known any more, so what may apply to any answer of the agent does. */
    private Selected ofToolThatIsGone(Agent agent, AnswerDuties duties) {
        Selected any = selection.undecided(subject(agent));
        Selected asked = selection.named(duties.profiles(), agent.roles());
        List<Profile> profiles = Stream.concat(any.profiles().stream(), asked.profiles().stream())
                .distinct()
                .toList();
        Cap cap = any.cap().strictest(ProfileReader.cap(duties.cap()));
        return new Selected(profiles, agent.roles(), labels(profiles), cap, Optional.empty(), asked.missing());
    }

    /**
     * Of each thing the strictest of all profiles. A bundle that only monitors changes nothing, but what a decision asked for
     * stays asked for.
     */
    private Selected all(Optional<Agent> agent, Cap cap, List<String> asked) {
        List<String> roles = agent.map(Agent::roles).orElse(List.of());
        List<Profile> profiles = selection
                .named(onlyMonitors && asked.isEmpty() ? Set.of() : selection.names(), roles)
                .profiles();
        return new Selected(profiles, roles, labels(profiles), cap, Optional.empty(), List.of());
    }

    private static Set<String> labels(List<Profile> profiles) {
        return profiles.stream()
                .flatMap(profile -> profile.labels().keySet().stream())
                .collect(Collectors.toSet());
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
