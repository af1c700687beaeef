package dev.tollgate.core.scan.injection;

import dev.tollgate.core.scan.Finding;
import dev.tollgate.core.scan.Indicator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

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

    /** How far from another sign a demand may stand, in bytes. */
    private static final int SUPPORTS = 300;

    private static final int LEAST_REPORTED = 15;

    /** @param signs in the order in which they stand */
    static Assessment of(List<Sign> signs) {
        return ofSupported(supported(signs));
    }

    /** Without demands that stand alone. */
    private static List<Sign> supported(List<Sign> signs) {
        var supported = new ArrayList<Sign>(signs.size());
        int next = 0;
        int behind = Integer.MIN_VALUE / 2;
        for (Sign sign : signs) {
            if (!sign.kind().supports()) {
                behind = Math.max(behind, sign.to());
                supported.add(sign);
                continue;
            }
            while (next < signs.size()
                    && (signs.get(next).kind().supports() || signs.get(next).from() < sign.from())) {
                next++;
            }
            int ahead = next < signs.size() ? signs.get(next).from() : Integer.MAX_VALUE;
            if (sign.from() - behind <= SUPPORTS || ahead - sign.to() <= SUPPORTS) {
                supported.add(sign);
            }
        }
        return supported;
    }

    private static Assessment ofSupported(List<Sign> signs) {
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

    /** The heaviest sign of each kind, and the heaviest of another cause elsewhere. */
    private static final class Stretch {
        private static final double OF_SECOND = 0.4;
        /** Of a demand beside one that has a kind of its own. */
        private static final double OF_DEMAND = 0.3;

        /** Harmless texts that tell whom, when or by whose leave seldom demand something too. */
        private static final double OF_DEMAND_IN_FRAME = 0.77;

        private static final double OF_SECOND_FRAME = 0.85;
        private static final int LEAST_FRAME = 15;
        private static final int CLEAR_DEMAND = 18;
        private static final int CLEAR_TOOL = 30;

        private static final SignKind[] KINDS = SignKind.values();

        private static final Set<SignKind> FRAMES = EnumSet.of(
                SignKind.OVERRIDE, SignKind.ADDRESS, SignKind.CONDITION, SignKind.AUTHORITY, SignKind.SECRECY);

        private final Sign[] heaviest = new Sign[KINDS.length];
        private final int[] second = new int[KINDS.length];

        void add(Sign sign) {
            int kind = sign.kind().ordinal();
            Sign other = heaviest[kind];
            if (other == null) {
                heaviest[kind] = sign;
                return;
            }
            boolean saysMore = sign.cause() != other.cause() && sign.from() >= other.to();
            boolean isHeavier = sign.weight() > other.weight();
            if (saysMore) {
                second[kind] = Math.max(second[kind], isHeavier ? other.weight() : sign.weight());
            }
            if (isHeavier) {
                heaviest[kind] = sign;
            }
        }

        private boolean isAtLeast(SignKind kind, int weight) {
            return has(kind) && heaviest[kind.ordinal()].weight() >= weight;
        }

        private boolean has(SignKind kind) {
            return heaviest[kind.ordinal()] != null;
        }

        int score() {
            double harmless = 1;
            boolean isSupported = false;
            boolean isDemanded = has(SignKind.TOOL) || has(SignKind.EXFILTRATION) || has(SignKind.COMMAND);
            for (SignKind kind : KINDS) {
                Sign sign = heaviest[kind.ordinal()];
                if (sign != null) {
                    double share = isDemanded && kind == SignKind.DEMAND ? OF_DEMAND : 1;
                    harmless *= (1 - share * sign.weight() / 100.0)
                            * (1 - share * OF_SECOND * second[kind.ordinal()] / 100.0);
                    isSupported |= !kind.supports();
                }
            }
            int frames = 0;
            for (SignKind kind : FRAMES) {
                frames += isAtLeast(kind, LEAST_FRAME) ? 1 : 0;
            }
            boolean isClear = isAtLeast(SignKind.TOOL, CLEAR_TOOL)
                    || has(SignKind.EXFILTRATION)
                    || isAtLeast(SignKind.DEMAND, CLEAR_DEMAND);
            if (frames > 0 && isClear) {
                harmless *= OF_DEMAND_IN_FRAME;
            }
            if (frames > 1) {
                harmless *= OF_SECOND_FRAME;
            }
            return isSupported ? (int) Math.round(100 * (1 - harmless)) : 0;
        }
    }
}
