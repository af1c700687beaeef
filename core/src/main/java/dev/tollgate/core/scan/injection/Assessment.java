package dev.tollgate.core.scan.injection;

import dev.tollgate.core.scan.Finding;
import dev.tollgate.core.scan.Indicator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What the signs of a text come to. Signs of different kinds that stand near each other count as independent: with weights
 * a and b of 100 they come to {@code 100 - (100 - a)(100 - b) / 100}. Of one kind the second counts for
 * two fifths.
 *
 * @param score 0 to 99, of the place where they are strongest
 */
record Assessment(int score, List<Finding> findings) {
    static final Assessment NOTHING = new Assessment(0, List.of());

    /** How far signs may stand apart, in bytes. */
    private static final int NEAR = 2000;

    private static final int LEAST_REPORTED = 15;

    /** @param signs in the order in which they stand */
    static Assessment of(List<Sign> signs) {
        int score = score(signs);
        if (score < LEAST_REPORTED) {
            return new Assessment(score, List.of());
        }
        var findings = new ArrayList<Finding>();
        int[] reported = new int[Indicator.values().length];
        for (Sign sign : signs) {
            Indicator indicator = sign.kind().indicator();
            if (sign.to() > reported[indicator.ordinal()]) {
                int from = Math.max(sign.from(), reported[indicator.ordinal()]);
                findings.add(new Finding(indicator, from, sign.to(), score));
                reported[indicator.ordinal()] = sign.to();
            }
        }
        findings.sort(Comparator.comparingInt(Finding::from).thenComparingInt(Finding::to));
        return new Assessment(score, List.copyOf(findings));
    }

    /** Where a stretch of {@link #NEAR} bytes begins with every other sign of the stretch before, looks are enough. */
    private static int score(List<Sign> signs) {
        int best = 0;
        int first = 0;
        while (first < signs.size()) {
            var stretch = new Stretch();
            int middle = signs.size();
            int next = first;
            while (next < signs.size()
                    && signs.get(next).from() - signs.get(first).from() <= NEAR) {
                stretch.add(signs.get(next));
                if (middle == signs.size()
                        && signs.get(next).from() - signs.get(first).from() > NEAR / 2) {
                    middle = next;
                }
                next++;
            }
            best = Math.max(best, stretch.score());
            first = Math.max(first + 1, Math.min(middle, next));
        }
        return best;
    }

    /** The heaviest sign of each kind, and the heaviest of another cause. */
    private static final class Stretch {
        private static final double OF_SECOND = 0.4;

        private static final SignKind[] KINDS = SignKind.values();

        private final int[] heaviest = new int[KINDS.length];
        private final int[] causes = new int[KINDS.length];
        private final int[] second = new int[KINDS.length];

        void add(Sign sign) {
            int kind = sign.kind().ordinal();
            if (sign.weight() > heaviest[kind]) {
                if (sign.cause() != causes[kind]) {
                    second[kind] = heaviest[kind];
                }
                heaviest[kind] = sign.weight();
                causes[kind] = sign.cause();
            } else if (sign.cause() != causes[kind]) {
                second[kind] = Math.max(second[kind], sign.weight());
            }
        }

        int score() {
            double harmless = 1;
            boolean isSupported = false;
            for (SignKind kind : KINDS) {
                isSupported |= !kind.supports() && heaviest[kind.ordinal()] > 0;
            }
            if (!isSupported) {
                return 0;
            }
            for (int kind = 0; kind < heaviest.length; kind++) {
                harmless *= (1 - heaviest[kind] / 100.0) * (1 - OF_SECOND * second[kind] / 100.0);
            }
            return (int) Math.round(100 * (1 - harmless));
        }
    }
}
