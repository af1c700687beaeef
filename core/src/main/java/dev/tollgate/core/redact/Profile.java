package dev.tollgate.core.redact;

import dev.tollgate.core.policy.Target;
import dev.tollgate.core.scan.JsonScan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What agents may see of tools' answers: a {@code Redaction} of the bundle, or one that is built in.
 *
 * @param findings by the name of a type, of a group, or {@code *} for any other
 * @param roles what an agent of a role gets in place of that
 * @param labels what applies beside that to tools that return what is labelled so, where it is stricter
 * @param confidence findings below this are left alone; 1 to 100
 * @param keepsBlobs whether images and the like pass
 * @param target the calls that it applies to without being asked for; empty: only when an obligation names it
 */
public record Profile(
        String name,
        Map<String, Transform> findings,
        List<FieldRule> fields,
        Map<String, Map<String, Transform>> roles,
        Map<String, Map<String, Transform>> labels,
        int confidence,
        InjectionAction injection,
        Cap cap,
        boolean keepsBlobs,
        Optional<Target> target) {
    /** Below this a finding is too often none. */
    public static final int USUAL_CONFIDENCE = JsonScan.LEAST_CONFIDENCE;

    public Profile {
        findings = Map.copyOf(findings);
        fields = List.copyOf(fields);
        roles = copy(roles);
        labels = copy(labels);
        if (confidence < 1 || confidence > 100) {
            throw new IllegalArgumentException("confidence is 1 to 100, not " + confidence);
        }
    }

    /** A profile of findings alone. */
    static Profile ofFindings(String name, Map<String, Transform> findings) {
        return new Profile(
                name,
                findings,
                List.of(),
                Map.of(),
                Map.of(),
                USUAL_CONFIDENCE,
                InjectionAction.ANNOTATE,
                Cap.NONE,
                true,
                Optional.empty());
    }

    private static Map<String, Map<String, Transform>> copy(Map<String, Map<String, Transform>> maps) {
        var copies = new LinkedHashMap<String, Map<String, Transform>>();
        maps.forEach((key, value) -> copies.put(key, Map.copyOf(value)));
        return Map.copyOf(copies);
    }
}
