package dev.tollgate.tests.fuzz;

import java.util.List;

/**
 * An answer to redact.
 *
 * @param json or what was JSON once
 * @param planted what stands in it, each in a text of its own or on lines of its own
 */
public record Sample(byte[] json, List<Planted> planted) {
    public Sample {
        planted = List.copyOf(planted);
    }
}
