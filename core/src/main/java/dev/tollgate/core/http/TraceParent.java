package dev.tollgate.core.http;

import java.util.Optional;

/**
 * The header {@code traceparent}, by which a call is followed through programs (W3C Trace Context, section 3.2).
 *
 * @param traceId 32 hexadecimal digits in lower case, not all zero
 * @param parentId 16 of them, not all zero
 * @param isSampled whether the caller may have recorded its part of the trace
 */
public record TraceParent(String traceId, String parentId, boolean isSampled) {
    /** Of a request that nobody made: it leaves no span. */
    public static final String UNTRACED = "00-00000000000000000000000000000001-0000000000000001-00";

    /** Version 00 has just this; later ones begin with it. */
    private static final int LENGTH = 55;

    private static final int LONGEST = 512;

    /** @return empty when it is not of the grammar: it then counts as if it were not there */
    public static Optional<TraceParent> read(String header) {
        if (header.length() < LENGTH || header.length() > LONGEST || !hasDashes(header)) {
            return Optional.empty();
        }
        String version = header.substring(0, 2);
        String traceId = header.substring(3, 35);
        String parentId = header.substring(36, 52);
        boolean isGood = isHex(version)
                && !version.equals("ff")
                && isHex(header.substring(53, LENGTH))
                && isId(traceId)
                && isId(parentId)
                && (header.length() == LENGTH || !version.equals("00") && header.charAt(LENGTH) == '-');
        return isGood ? Optional.of(new TraceParent(traceId, parentId, isSampled(header))) : Optional.empty();
    }

    /** The lowest bit of the flags. */
    private static boolean isSampled(String header) {
        return Character.digit(header.charAt(LENGTH - 1), 16) % 2 == 1;
    }

    private static boolean hasDashes(String header) {
        return header.charAt(2) == '-' && header.charAt(35) == '-' && header.charAt(52) == '-';
    }

    private static boolean isId(String text) {
        return isHex(text) && text.chars().anyMatch(c -> c != '0');
    }

    private static boolean isHex(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
    }
}
