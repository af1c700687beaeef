package dev.tollgate.core.redact;

import dev.tollgate.core.argument.schema.ArgumentSchema;
import dev.tollgate.core.scan.Finding;
import dev.tollgate.core.scan.FindingType;
import dev.tollgate.core.scan.Findings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What applies to one answer: several profiles put together for one agent and one tool, of each thing the strictest. That a
 * field is kept counts only where no other profile applies.
 *
 * <p>For one answer only: it remembers what it worked out.
 */
public final class AnswerRules {
    private static final int NOBODY = 101;

    private final List<Profile> profiles;
    private final List<String> roles;
    private final List<String> labels;
    private final Cap cap;
    private final Map<FindingType, Rule> known = new HashMap<>();
    private final List<FieldRule> fields;
    private final Optional<ArgumentSchema> outputSchema;
    private final InjectionAction injection;
    private final int injectionConfidence;

    /** For a tool of which nothing is known about the form of its answers. */
    public AnswerRules(List<Profile> profiles, List<String> roles, List<String> labels, Cap cap) {
        this(profiles, roles, labels, cap, Optional.empty());
    }

    /**
     * @param roles of the agent
     * @param labels what the tool returns, as the catalogue says
     * @param cap of the decision's obligations
     * @param outputSchema of the tool's structured content
     */
    public AnswerRules(
            List<Profile> profiles,
            List<String> roles,
            List<String> labels,
            Cap cap,
            Optional<ArgumentSchema> outputSchema) {
        this.profiles = List.copyOf(profiles);
        this.roles = List.copyOf(roles);
        this.labels = List.copyOf(labels);
        this.cap = profiles.stream().map(Profile::cap).reduce(cap, Cap::strictest);
        this.outputSchema = outputSchema;
        this.injection = profiles.stream()
                .map(Profile::injection)
                .max(InjectionAction::compareTo)
                .orElse(InjectionAction.ANNOTATE);
        this.injectionConfidence =
                profiles.stream().mapToInt(Profile::confidence).min().orElse(Profile.USUAL_CONFIDENCE);
        this.fields = profiles.stream()
                .flatMap(profile -> profile.fields().stream())
                .filter(rule -> profiles.size() == 1 || !rule.transform().equals(Transform.KEEP))
                .toList();
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

    /** Whether more than one profile applies. */
    boolean areSeveral() {
        return profiles.size() > 1;
    }

    List<FieldRule> fields() {
        return fields;
    }

    Cap cap() {
        return cap;
    }

    InjectionAction injection() {
        return injection;
    }

    /** Whether a sign of hidden instructions is sure enough for {@link #injection}. */
    boolean isActedOn(Finding indicator) {
        return indicator.confidence() >= injectionConfidence;
    }

    boolean isSuspect(Findings findings) {
        for (Finding indicator : findings.indicators()) {
            if (isActedOn(indicator)) {
                return true;
            }
        }
        return false;
    }

    /** What structured content must still be after it was redacted. */
    Optional<ArgumentSchema> outputSchema() {
        return outputSchema;
    }

    boolean keepsBlobs() {
        return profiles.stream().allMatch(Profile::keepsBlobs);
    }

    /** Sorted, for the record. */
    public List<String> profileNames() {
        return profiles.stream().map(Profile::name).sorted().distinct().toList();
    }
}
