package dev.tollgate.core.approval;

import dev.tollgate.core.agent.Agent;
import dev.tollgate.core.agent.Caller;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.policy.Call;
import dev.tollgate.core.policy.Ruling.Approve;
import dev.tollgate.core.policy.Target.SubjectMatch;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Somebody who decides requests.
 *
 * @param subject who it is; with an empty type and id when the key does not say
 */
public record Approver(Caller caller, Call.Subject subject) {

    /** Why somebody may not decide a request. */
    public enum Refusal {
        OUTSIDE_SCOPE,
        NOT_NAMED,
        OWN_AGENT,
        OWN_CALL;

        /** The word in records. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The roles are the key's own, and those that the bundle's data give to its subject. */
    public static Approver of(Caller caller, Bundle bundle) {
        String type = caller.key().holder().type();
        String id = caller.key().holder().id();
        List<String> roles = Stream.concat(caller.key().holder().roles().stream(), bundle.rolesOf(type, id).stream())
                .distinct()
                .toList();
        return new Approver(caller, new Call.Subject(type, id, roles, "", "", Json.Obj.EMPTY));
    }

    /** @param agent whose call it is, when it is an agent's */
    public Optional<Refusal> refusal(AskedCall call, Optional<Agent> agent, Approve ruling) {
        if (!isInScope(call)) {
            return Optional.of(Refusal.OUTSIDE_SCOPE);
        }
        if (isSame(call.subjectType(), call.subjectId())) {
            return Optional.of(Refusal.OWN_CALL);
        }
        if (agent.filter(this::owns).isPresent()) {
            return Optional.of(Refusal.OWN_AGENT);
        }
        return ruling.approvers().stream().anyMatch(this::isNamedBy)
                ? Optional.empty()
                : Optional.of(Refusal.NOT_NAMED);
    }

    public boolean isInScope(AskedCall call) {
        return caller.mayAskAbout(call.subjectType(), call.subjectId())
                && call.server().map(caller::mayAskForServer).orElse(true);
    }

    private boolean isKnown() {
        return !subject.id().isEmpty();
    }

    private boolean isSame(String type, String id) {
        return isKnown() && subject.type().equals(type) && subject.id().equals(id);
    }

    /** Owners are free text, such as an address; its case does not make another person of it. */
    private boolean owns(Agent agent) {
        return isKnown()
                && (agent.owner().equalsIgnoreCase(subject.id())
                        || agent.owner().equalsIgnoreCase(subject.type() + ":" + subject.id()));
    }

    private boolean isNamedBy(SubjectMatch approvers) {
        return switch (approvers) {
            case SubjectMatch.Identity identity -> isKnown() && identity.matches(subject);
            case SubjectMatch.Role role -> role.matches(subject);
            // These are agents' only.
            case SubjectMatch.Owner owner -> false;
            case SubjectMatch.Purpose purpose -> false;
        };
    }
}
