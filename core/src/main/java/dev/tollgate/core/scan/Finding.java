package dev.tollgate.core.scan;

/**
 * One thing that was found: what, where, how sure; never the value itself.
 *
 * @param from its first byte in the text
 * @param to the byte after its last
 * @param confidence 1 to 100
 */
public record Finding(FindingType type, int from, int to, int confidence) {
    public Finding {
        if (from < 0 || to <= from) {
            throw new IllegalArgumentException("a finding has at least one byte: " + from + " to " + to);
        }
        if (confidence < 1 || confidence > 100) {
            throw new IllegalArgumentException("confidence is 1 to 100, not " + confidence);
        }
    }
}
