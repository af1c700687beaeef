package dev.tollgate.core.policy;

import dev.tollgate.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a decision asks for the tool's answer, as its record keeps it for the redaction function.
 *
 * @param profiles that the answer has to be redacted by
 * @param cap {@code bytes}, {@code rows} and {@code depth} that are left, each of them optional
 */
public record AnswerDuties(List<String> profiles, Json.Obj cap) {
    public static final AnswerDuties NONE = new AnswerDuties(List.of(), Json.Obj.EMPTY);

    private static final String PROFILES = "profiles";
    private static final String CAP = "cap";

    public AnswerDuties {
        profiles = List.copyOf(profiles);
    }

    /** Empty when nothing is asked. */
    public static Optional<AnswerDuties> of(List<Obligation> obligations) {
        List<String> profiles = obligations.stream()
                .filter(obligation -> obligation.type().equals(Obligation.REDACT))
                .flatMap(obligation -> obligation.properties().text("profile").stream())
                .toList();
        Json.Obj cap = obligations.stream()
                .filter(obligation -> obligation.type().equals(Obligation.CAP_RESPONSE))
                .findFirst()
                .map(Obligation::properties)
                .orElse(Json.Obj.EMPTY);
        var duties = new AnswerDuties(profiles, cap);
        return duties.equals(NONE) ? Optional.empty() : Optional.of(duties);
    }

    /** As {@link #toJson} wrote it. */
    public static AnswerDuties read(Json.Obj json) {
        return new AnswerDuties(json.texts(PROFILES), json.object(CAP).orElse(Json.Obj.EMPTY));
    }

    /** The same as the decision said it. */
    public List<Obligation> obligations() {
        var obligations = new ArrayList<Obligation>();
        profiles.forEach(profile -> obligations.add(new Obligation(
                Obligation.REDACT, Json.object().put("profile", profile).build())));
        if (!cap.members().isEmpty()) {
            obligations.add(new Obligation(Obligation.CAP_RESPONSE, cap));
        }
        return List.copyOf(obligations);
    }

    public Json.Obj toJson() {
        var members = Json.object();
        if (!profiles.isEmpty()) {
            members.put(PROFILES, Json.texts(profiles));
        }
        if (!cap.members().isEmpty()) {
            members.put(CAP, cap);
        }
        return members.build();
    }
}
