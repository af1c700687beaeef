package dev.tollgate.core.limit;

import java.util.LinkedHashMap;
import java.util.List;

/**
 * Several calls whose limits are taken together, before the first of them is made.
 *
 * @param id nobody can guess it
 * @param bundle the digest of the bundle that allowed the steps
 * @param expiresMicros when its steps can no longer be used, in microseconds since 1970
 */
public record Plan(String id, List<Step> steps, String bundle, long expiresMicros) {
    public static final int MOST_STEPS = 100;

    /** A DynamoDB transaction has 100 places, and the plan itself takes one. */
    public static final int MOST_KEYS = 99;

    public Plan {
        steps = List.copyOf(steps);
        if (steps.isEmpty() || steps.size() > MOST_STEPS) {
            throw new IllegalArgumentException("a plan has 1 to 100 steps, not " + steps.size());
        }
        if (keysOf(steps) > MOST_KEYS) {
            throw new IllegalArgumentException("a plan takes limits of at most 99 keys, not " + keysOf(steps));
        }
    }

    /**
     * One call of a plan.
     *
     * @param digest tells the call from every other
     */
    public record Step(String digest, List<Claim> claims) {
        public Step {
            claims = List.copyOf(claims);
        }
    }

    /** Under how many keys these steps are counted. */
    public static long keysOf(List<Step> steps) {
        return steps.stream()
                .flatMap(step -> step.claims().stream().map(Claim::key))
                .distinct()
                .count();
    }

    /** What all steps take together: one claim a limit and key. */
    public List<Claim> sum() {
        record Count(LimitKey key, String slot) {}
        var sums = new LinkedHashMap<Count, Claim>();
        for (Step step : steps) {
            for (Claim claim : step.claims()) {
                sums.merge(new Count(claim.key(), claim.charge().slot()), claim, Plan::together);
            }
        }
        return List.copyOf(sums.values());
    }

    private static Claim together(Claim one, Claim other) {
        return new Claim(one.key(), one.charge().plus(other.charge().cost()));
    }
}
