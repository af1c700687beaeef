package dev.tollgate.core.agent;

import dev.tollgate.core.Sha256;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a caller presents: {@code tg_<keyId>_<secret>}. The key id is 80 random bits and the secret 256, both in
 * lower-case base 32 (RFC 4648, section 6, without padding), so that a double click selects the whole token.
 */
public record KeyToken(String keyId, String secret) {
    private static final Pattern FORM = Pattern.compile("tg_([a-z2-7]{16})_([a-z2-7]{52})");

    private static final Pattern KEY_ID = Pattern.compile("[a-z2-7]{16}");

    /** Whether a key of ours can be called so. */
    public static boolean isKeyId(String text) {
        return KEY_ID.matcher(text).matches();
    }

    public static KeyToken random(SecureRandom random) {
        return new KeyToken(Base32.random(random, 10), Base32.random(random, 32));
    }

    public static Optional<KeyToken> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches() ? Optional.of(new KeyToken(form.group(1), form.group(2))) : Optional.empty();
    }

    /** What the registry keeps: SHA-256 of the secret, as hex. A secret of 256 random bits needs no slow hash. */
    public String secretHash() {
        return Sha256.hex(secret);
    }

    public String text() {
        return "tg_" + keyId + "_" + secret;
    }

    /** Without the secret, so that a token that finds its way into a log does no harm. */
    @Override
    public String toString() {
        return "tg_" + keyId + "_…";
    }
}
