package dev.tollgate.cli.redact;

import java.util.ArrayList;
import java.util.List;

/**
 * What was removed from a text and what was added to it, line by line. Where the two differ, it looks a bounded number of
 * lines ahead for the next one that they share: its work is linear, and redaction leaves most lines where they are.
 */
public final class LineDiff {
    private static final int FARTHEST = 100;

    private LineDiff() {}

    public enum Kind {
        SAME,
        REMOVED,
        ADDED
    }

    public record Line(Kind kind, String text) {}

    /** Every line of both, in order; those that are removed before those that stand in their place. */
    public static List<Line> between(List<String> before, List<String> after) {
        int sameAtEnd = sameAtEnd(before, after);
        List<String> old = before.subList(0, before.size() - sameAtEnd);
        List<String> fresh = after.subList(0, after.size() - sameAtEnd);
        var lines = new ArrayList<Line>();
        int i = 0;
        int j = 0;
        while (i < old.size() || j < fresh.size()) {
            if (i < old.size() && j < fresh.size() && old.get(i).equals(fresh.get(j))) {
                lines.add(new Line(Kind.SAME, old.get(i)));
                i++;
                j++;
                continue;
            }
            Gap gap = gap(old.subList(i, old.size()), fresh.subList(j, fresh.size()));
            old.subList(i, i + gap.removed()).forEach(line -> lines.add(new Line(Kind.REMOVED, line)));
            fresh.subList(j, j + gap.added()).forEach(line -> lines.add(new Line(Kind.ADDED, line)));
            i += gap.removed();
            j += gap.added();
        }
        before.subList(old.size(), before.size()).forEach(line -> lines.add(new Line(Kind.SAME, line)));
        return lines;
    }

    private static int sameAtEnd(List<String> before, List<String> after) {
        int most = Math.min(before.size(), after.size());
        int same = 0;
        while (same < most && before.get(before.size() - 1 - same).equals(after.get(after.size() - 1 - same))) {
            same++;
        }
        return same;
    }

    private record Gap(int removed, int added) {}

    /** Up to the nearest line that both have. */
    private static Gap gap(List<String> old, List<String> fresh) {
        for (int distance = 1; distance <= FARTHEST; distance++) {
            int half = distance / 2;
            for (int more = 0; more <= distance; more++) {
                // Lines that were changed where they stood first, then what was left out or put in.
                int removed = more % 2 == 0 ? half + more / 2 : half - more / 2 - 1;
                int added = distance - removed;
                if (removed >= 0 && added >= 0 && isShared(old, removed, fresh, added)) {
                    return new Gap(removed, added);
                }
            }
        }
        // Nothing within the distance: of the first half of it in both, no line is shared.
        return new Gap(Math.min(FARTHEST / 2, old.size()), Math.min(FARTHEST / 2, fresh.size()));
    }

    /** A bracket alone is shared by chance, unless as many lines stand before it in both or it goes on alike. */
    private static boolean isShared(List<String> old, int i, List<String> fresh, int j) {
        if (i >= old.size() || j >= fresh.size()) {
            return i == old.size() && j == fresh.size();
        }
        if (!old.get(i).equals(fresh.get(j))) {
            return false;
        }
        boolean goesOn =
                i + 1 < old.size() && j + 1 < fresh.size() && old.get(i + 1).equals(fresh.get(j + 1));
        return i == j || goesOn || old.get(i).codePoints().anyMatch(Character::isLetterOrDigit);
    }
}
