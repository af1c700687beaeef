package dev.tollgate.core.scan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Of findings that overlap one is left: the surer; of equally sure ones the longer, then the earlier, then the one whose
 * type has the smaller name.
 */
final class Overlaps {
    private static final Comparator<Finding> BY_PLACE =
            Comparator.comparingInt(Finding::from).thenComparingInt(Finding::to);
    private static final Comparator<Finding> BEST_FIRST = Comparator.comparingInt(Finding::confidence)
            .thenComparingInt(finding -> finding.to() - finding.from())
            .reversed()
            .thenComparingInt(Finding::from)
            .thenComparing(finding -> finding.type().name());

    private Overlaps() {}

    /** In the order in which they stand. */
    static List<Finding> resolved(List<Finding> found) {
        if (areApart(found)) {
            return List.copyOf(found);
        }
        var sorted = new ArrayList<>(found);
        sorted.sort(BY_PLACE);
        var resolved = new ArrayList<Finding>(sorted.size());
        int start = 0;
        while (start < sorted.size()) {
            int reach = sorted.get(start).to();
            int end = start + 1;
            while (end < sorted.size() && sorted.get(end).from() < reach) {
                reach = Math.max(reach, sorted.get(end++).to());
            }
            if (end == start + 1) {
                resolved.add(sorted.get(start));
            } else if (end == start + 2) {
                resolved.add(better(sorted.get(start), sorted.get(start + 1)));
            } else {
                resolved.addAll(best(sorted.subList(start, end)));
            }
            start = end;
        }
        return List.copyOf(resolved);
    }

    /** Whether each stands behind the one before it. */
    private static boolean areApart(List<Finding> found) {
        int reach = 0;
        for (Finding finding : found) {
            if (finding.from() < reach) {
                return false;
            }
            reach = finding.to();
        }
        return true;
    }

    /** Of two that overlap. */
    private static Finding better(Finding one, Finding other) {
        return BEST_FIRST.compare(one, other) <= 0 ? one : other;
    }

    private static List<Finding> best(List<Finding> overlapping) {
        var candidates = new ArrayList<>(overlapping);
        candidates.sort(BEST_FIRST);
        var taken = new TreeMap<Integer, Finding>();
        for (Finding candidate : candidates) {
            var before = taken.lowerEntry(candidate.to());
            if (before == null || before.getValue().to() <= candidate.from()) {
                taken.put(candidate.from(), candidate);
            }
        }
        return new ArrayList<>(taken.values());
    }
}
