package dev.tollgate.core.record;

/** Records for tests of what is written beside them. */
public final class SealedRecords {
    private SealedRecords() {}

    /** The first of a chain. */
    public static SealedRecord first(String writer, Draft draft) {
        return SealedRecord.seal(writer, 0, SealedRecord.genesis(writer), draft);
    }
}
