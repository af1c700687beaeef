package dev.tollgate.hook;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The header {@code traceparent}, which leads through hook, functions and logs (W3C Trace Context, section 3.2). A hook
 * passes it on as it came: it has no spans of its own.
 *
 * @param text as it is sent, version 00
 */
public record TraceParent(String text) {
    private static final int LENGTH = 55;
    private static final int ID_FROM = 3;
    private static final int ID_TO = 35;
    private static final int PARENT_FROM = 36;
    private static final int PARENT_TO = 52;

    /** @throws IllegalArgumentException when it is not of the grammar */
    public TraceParent {
        if (!isGood(text)) {
            throw new IllegalArgumentException(
                    "traceparent: expected 00-<32 hex digits>-<16 hex digits>-<2 hex digits>");
        }
    }

    /** @return empty when it is not of the grammar */
    public static Optional<TraceParent> read(String text) {
        return isGood(text) ? Optional.of(new TraceParent(text)) : Optional.empty();
    }

    /**
     * What a hook makes where none came: it leaves no spans.
     *
     * @param traceId taken over, when it is one of W3C's
     */
    public static TraceParent made(Optional<String> traceId) {
        String parent = "-" + random(8) + "-00";
        return traceId.flatMap(id -> read("00-" + id + parent))
                .orElseGet(() -> new TraceParent("00-" + random(16) + parent));
    }

    /** Zeros alone would be no id. */
    private static String random(int bytes) {
        byte[] id = new byte[bytes];
        new SecureRandom().nextBytes(id);
        id[0] |= 1;
        return HexFormat.of().formatHex(id);
    }

    public String traceId() {
        return text.substring(ID_FROM, ID_TO);
    }

    private static boolean isGood(String text) {
        return text.length() == LENGTH
                && text.startsWith("00-")
                && text.charAt(ID_TO) == '-'
                && text.charAt(PARENT_TO) == '-'
                && isId(text.substring(ID_FROM, ID_TO))
                && isId(text.substring(PARENT_FROM, PARENT_TO))
                && isHex(text.substring(PARENT_TO + 1));
    }

    private static boolean isId(String text) {
        return isHex(text) && text.chars().anyMatch(c -> c != '0');
    }

    private static boolean isHex(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
    }
}
