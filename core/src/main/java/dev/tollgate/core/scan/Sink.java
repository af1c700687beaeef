package dev.tollgate.core.scan;

/** Takes what detectors found; what overlaps is sorted out afterwards. */
@FunctionalInterface
public interface Sink {
    /**
     * @param from its first byte in the text
     * @param to the byte after its last
     * @param confidence 1 to 100
     */
    void found(FindingType type, int from, int to, int confidence);
}
