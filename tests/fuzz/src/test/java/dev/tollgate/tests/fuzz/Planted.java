package dev.tollgate.tests.fuzz;

import java.util.List;

/**
 * A text of the scanner's tables with values that are found in it.
 *
 * @param values of at least six bytes, each of which stands in the text only where it is found
 */
public record Planted(String text, List<String> values) {
    public Planted {
        values = List.copyOf(values);
    }
}
