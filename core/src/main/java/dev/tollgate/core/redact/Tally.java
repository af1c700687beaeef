package dev.tollgate.core.redact;

import dev.tollgate.core.redact.Redacted.Count;
import dev.tollgate.core.redact.Redacted.Located;
import dev.tollgate.core.scan.Finding;
import dev.tollgate.core.scan.FindingType;
import dev.tollgate.core.scan.TokenForm;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counts what was found in one answer. */
final class Tally {
    private final Map<String, Map<String, Counted>> counts = new TreeMap<>();
    private final List<Located> located = new ArrayList<>();
    private final EnumSet<FindingType.Group> groups = EnumSet.noneOf(FindingType.Group.class);
    private boolean isChanged;
    private boolean isTruncated;
    private boolean isBlocked;

    void found(FindingType type, Transform transform, int confidence) {
        add(type.name(), transform.word(), confidence);
        groups.add(type.group());
        isChanged |= !transform.equals(Transform.KEEP);
    }

    void injection(Finding indicator, InjectionAction action) {
        add(indicator.type().name(), action.word(), indicator.confidence());
        groups.add(indicator.type().group());
        isBlocked |= action == InjectionAction.BLOCK;
    }

    /** What could not be looked at was left out. */
    void unscanned() {
        add(TokenForm.UNSCANNED, Transform.REPLACE.word(), 100);
        isChanged = true;
    }

    /** What no longer fitted the tool's output schema was left out. */
    void misfit() {
        add("STRUCTURED_CONTENT", Transform.DROP.word(), 100);
        isChanged = true;
    }

    /** A rule on a field's name or place applied. */
    void field(Transform transform) {
        add(TokenForm.FIELD, transform.word(), 100);
        isChanged = true;
    }

    private void add(String type, String action, int confidence) {
        counts.computeIfAbsent(type, of -> new TreeMap<>())
                .computeIfAbsent(action, of -> new Counted())
                .add(confidence);
    }

    private static final class Counted {
        private int count;
        private int confidence;

        void add(int sure) {
            count++;
            confidence = Math.max(confidence, sure);
        }
    }

    /** Whether more places can be told. */
    boolean hasRoom() {
        return located.size() < Redacted.MOST_LOCATED;
    }

    void located(Located place) {
        if (hasRoom()) {
            located.add(place);
        }
    }

    void changed() {
        isChanged = true;
    }

    void truncated() {
        isTruncated = true;
    }

    boolean isBlocked() {
        return isBlocked;
    }

    Redacted.Action action() {
        if (isTruncated) {
            return Redacted.Action.TRUNCATED;
        }
        return isChanged ? Redacted.Action.REDACTED : Redacted.Action.PASSED;
    }

    List<Count> counts() {
        var all = new ArrayList<Count>();
        counts.forEach((type, actions) -> actions.forEach(
                (action, counted) -> all.add(new Count(type, action, counted.count, counted.confidence))));
        return List.copyOf(all);
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
