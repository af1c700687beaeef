package dev.tollgate.proxy.message;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** A text as the value of an HTTP header (MCP 2026-07-28, value encoding). */
public final class HeaderValue {
    private static final String PREFIX = "=?base64?";
    private static final String SUFFIX = "?=";

    private HeaderValue() {}

    public static String encoded(String text) {
        boolean isPlain = text.chars().allMatch(c -> c >= ' ' && c <= '~')
                && !text.isEmpty()
                && text.strip().equals(text)
                && !(text.startsWith(PREFIX) && text.endsWith(SUFFIX));
        return isPlain
                ? text
                : PREFIX + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + SUFFIX;
    }

    /** Empty when it is no such value. */
    public static Optional<String> decoded(String value) {
        if (!value.startsWith(PREFIX)
                || !value.endsWith(SUFFIX)
                || value.length() < PREFIX.length() + SUFFIX.length()) {
            return Optional.of(value);
        }
        try {
            byte[] text =
                    Base64.getDecoder().decode(value.substring(PREFIX.length(), value.length() - SUFFIX.length()));
            return Optional.of(new String(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
