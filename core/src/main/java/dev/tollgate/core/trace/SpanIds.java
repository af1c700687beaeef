package dev.tollgate.core.trace;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Makes ids of traces and spans (W3C Trace Context, sections 3.2.2.3 and 3.2.2.4). */
public final class SpanIds {
    private static final int TRACE_BYTES = 16;
    private static final int SPAN_BYTES = 8;

    private final RandomGenerator random;

    /** @param random must differ in each copy of a function that was restored from one snapshot */
    public SpanIds(RandomGenerator random) {
        this.random = random;
    }

    public String trace() {
        return hex(TRACE_BYTES);
    }

    public String span() {
        return hex(SPAN_BYTES);
    }

    private String hex(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        // All zero would be no id.
        bytes[length - 1] |= 1;
        return HexFormat.of().formatHex(bytes);
    }
}
