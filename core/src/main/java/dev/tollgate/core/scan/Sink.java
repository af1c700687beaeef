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

    /** Whether a label of this type reaches to what begins here, or the field has a name of it. */
    default boolean isLabelled(PersonalType type, int start) {
        return false;
    }

    /** Whether what begins here is called something that is nobody's, such as an order. */
    default boolean isPlain(int start) {
        return false;
    }

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
