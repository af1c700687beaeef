package dev.tollgate.core.scan.injection;

import dev.tollgate.core.scan.Finding;
import dev.tollgate.core.scan.Indicator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What the signs of a text come to. Signs of different kinds that stand near each other count as independent: with weights
 * a and b of 100 they come to {@code 100 - (100 - a)(100 - b) / 100}.
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
            int[] heaviest = new int[SignKind.values().length];
            int middle = signs.size();
            int next = first;
            while (next < signs.size()
                    && signs.get(next).from() - signs.get(first).from() <= NEAR) {
                Sign sign = signs.get(next);
                int kind = sign.kind().ordinal();
                heaviest[kind] = Math.max(heaviest[kind], sign.weight());
                if (middle == signs.size() && sign.from() - signs.get(first).from() > NEAR / 2) {
                    middle = next;
                }
                next++;
            }
            best = Math.max(best, together(heaviest));
            first = Math.max(first + 1, Math.min(middle, next));
        }
        return best;
    }

    private static int together(int[] weights) {
        double harmless = 1;
        for (int weight : weights) {
            harmless *= 1 - weight / 100.0;
        }
        return (int) Math.round(100 * (1 - harmless));
    }
}
