package dev.tollgate.core.redact;

import dev.tollgate.core.redact.Redacted.Count;
import dev.tollgate.core.redact.Redacted.Located;
import dev.tollgate.core.scan.FindingType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counts what was found in one answer. */
final class Tally {
    private static final String FIELD = "FIELD";

    private final Map<String, Count> counts = new TreeMap<>();
    private final List<Located> located = new ArrayList<>();
    private final EnumSet<FindingType.Group> groups = EnumSet.noneOf(FindingType.Group.class);
    private boolean isChanged;
    private boolean isTruncated;

    void found(FindingType type, Transform transform, int confidence) {
        add(type.name(), transform.word(), confidence);
        groups.add(type.group());
        isChanged |= !transform.equals(Transform.KEEP);
    }

    void injection(FindingType indicator, String action, int confidence) {
        add(indicator.name(), action, confidence);
        groups.add(indicator.group());
    }

    /** A rule on a field's name or place applied. */
    void field(Transform transform) {
        add(FIELD, transform.word(), 100);
        isChanged = true;
    }

    private void add(String type, String action, int confidence) {
        counts.merge(
                type + " " + action,
                new Count(type, action, 1, confidence),
                (one, more) -> new Count(
                        type, action, one.count() + more.count(), Math.max(one.confidence(), more.confidence())));
    }

    void located(Located place) {
        if (located.size() < Redacted.MOST_LOCATED) {
            located.add(place);
        }
    }

    void changed() {
        isChanged = true;
    }

    void truncated() {
        isTruncated = true;
    }

    Redacted.Action action() {
        if (isTruncated) {
            return Redacted.Action.TRUNCATED;
        }
        return isChanged ? Redacted.Action.REDACTED : Redacted.Action.PASSED;
    }

    List<Count> counts() {
        return List.copyOf(counts.values());
    }

    List<Located> located() {
        return located;
    }

    Set<String> labels() {
        var labels = new TreeSet<String>();
        for (FindingType.Group group : groups) {
            labels.add(
                    switch (group) {
                        case PERSONAL -> "personal_data";
                        case SECRET -> "secrets";
                        case INJECTION -> "injection";
                    });
        }
        return labels;
    }
}
