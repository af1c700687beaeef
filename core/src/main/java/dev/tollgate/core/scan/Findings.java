package dev.tollgate.core.scan;

import java.util.List;

/**
 * What was found in one text.
 *
 * @param values personal data and secrets, in the order in which they stand, without overlaps
 * @param indicators signs of hidden instructions, in the order in which they stand; each is as sure as all of them make it,
 *     and they may overlap each other and values
 */
public record Findings(List<Finding> values, List<Finding> indicators) {
    public static final Findings NONE = new Findings(List.of(), List.of());

    private static final int MANY = 1_000;

    public Findings {
        values = values.size() < MANY ? List.copyOf(values) : PackedFindings.of(values);
        indicators = List.copyOf(indicators);
    }

    public boolean isEmpty() {
        return values.isEmpty() && indicators.isEmpty();
    }
}
