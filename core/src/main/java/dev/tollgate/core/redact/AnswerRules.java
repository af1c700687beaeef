package dev.tollgate.core.redact;

import dev.tollgate.core.scan.FindingType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What applies to one answer: several profiles put together for one agent and one tool, of each thing the strictest.
 * For one answer only: it remembers what it worked out.
 */
public final class AnswerRules {
    private static final int NOBODY = 101;

    private final List<Profile> profiles;
    private final List<String> roles;
    private final List<String> labels;
    private final Cap cap;
    private final Map<FindingType, Rule> known = new HashMap<>();
    private final List<FieldRule> fields;

    /**
     * @param roles of the agent
     * @param labels what the tool returns, as the catalogue says
     * @param cap of the decision's obligations
     */
    public AnswerRules(List<Profile> profiles, List<String> roles, List<String> labels, Cap cap) {
        this.profiles = List.copyOf(profiles);
        this.roles = List.copyOf(roles);
        this.labels = List.copyOf(labels);
        this.cap = profiles.stream().map(Profile::cap).reduce(cap, Cap::strictest);
        this.fields = profiles.stream()
                .flatMap(profile -> profile.fields().stream())
                .filter(this::isAgreed)
                .toList();
    }

    /** A field that one profile keeps may hold what another one is about: it is kept only where all of them say so. */
    private boolean isAgreed(FieldRule rule) {
        return !rule.transform().equals(Transform.KEEP)
                || profiles.stream().allMatch(profile -> profile.fields().contains(rule));
    }

    /** @param confidence from which on the transform applies */
    record Rule(Transform transform, int confidence) {}

    /** What becomes of a finding, as sure as this. */
    Transform of(FindingType type, int confidence) {
        Rule rule = known.get(type);
        if (rule == null) {
            rule = worked(type);
            known.put(type, rule);
        }
        return confidence >= rule.confidence() ? rule.transform() : Transform.KEEP;
    }

    private Rule worked(FindingType type) {
        Transform strictest = Transform.KEEP;
        int confidence = NOBODY;
        for (Profile profile : profiles) {
            Optional<Transform> transform = of(profile, type);
            if (transform.isPresent() && !transform.get().equals(Transform.KEEP)) {
                strictest = Transform.stricter(strictest, transform.get());
                confidence = Math.min(confidence, profile.confidence());
            }
        }
        return new Rule(strictest, confidence);
    }

    private Optional<Transform> of(Profile profile, FindingType type) {
        Optional<Transform> base = roles.stream()
                .map(role -> profile.roles().getOrDefault(role, Map.of()))
                .flatMap(findings -> in(findings, type).stream())
                .reduce(Transform::stricter)
                .or(() -> in(profile.findings(), type));
        Optional<Transform> labelled = labels.stream()
                .map(label -> profile.labels().getOrDefault(label, Map.of()))
                .flatMap(findings -> in(findings, type).stream())
                .reduce(Transform::stricter);
        return base.isPresent() && labelled.isPresent()
                ? Optional.of(Transform.stricter(base.get(), labelled.get()))
                : base.or(() -> labelled);
    }

    private static Optional<Transform> in(Map<String, Transform> findings, FindingType type) {
        return Optional.ofNullable(findings.get(type.name()))
                .or(() -> Optional.ofNullable(findings.get(type.group().name())))
                .or(() -> type.group() == FindingType.Group.INJECTION
                        ? Optional.empty()
                        : Optional.ofNullable(findings.get("*")));
    }

    List<FieldRule> fields() {
        return fields;
    }

    Cap cap() {
        return cap;
    }

    InjectionAction injection() {
        return profiles.stream()
                .map(Profile::injection)
                .max(InjectionAction::compareTo)
                .orElse(InjectionAction.ANNOTATE);
    }

    boolean keepsBlobs() {
        return profiles.stream().allMatch(Profile::keepsBlobs);
    }

    /** Sorted, for the record. */
    public List<String> profileNames() {
        return profiles.stream().map(Profile::name).sorted().distinct().toList();
    }
}
