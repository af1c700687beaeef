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

    /**
     * How far values behind names were read: what begins before this place is part of a value, and not read again. The text
     * would otherwise be read as often as it has names: {@code token=token=token=...}.
     */
    default int valuesRead() {
        return 0;
    }

    /** @param end the byte after a value without quotes */
    default void valueRead(int end) {}
}
