package dev.tollgate.core.seal;

import java.util.Base64;
import java.util.Optional;

/** The texts that hashes have: one for each hash, so that nothing can be written in two ways. */
final class Digests {
    private static final int HEX_DIGITS = 64;

    private Digests() {}

    /** Whether this is a SHA-256 as {@code Sha256.hex} writes it. */
    static boolean isHex(String text) {
        return text.length() == HEX_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
    }

    /** Empty when this is no base64 (RFC 4648, section 4) with its padding and without bits to spare. */
    static Optional<byte[]> base64(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            return Base64.getEncoder().encodeToString(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }

    /** Empty when this is no integer from 0 as {@code Long.toString} writes it, with 12 digits at most. */
    static Optional<Long> number(String text) {
        boolean isNumber = !text.isEmpty()
                && text.length() <= 12
                && text.chars().allMatch(c -> c >= '0' && c <= '9')
                && (text.length() == 1 || text.charAt(0) != '0');
        return isNumber ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }
}
