package dev.tollgate.decision.dialect;

import dev.tollgate.core.HmacSha256;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** HKDF (RFC 5869) with SHA-256, without salt, for a key of 32 bytes. */
final class HkdfSha256 {
    private static final int HASH_BYTES = 32;

    private HkdfSha256() {}

    static byte[] key(byte[] secret, String info) {
        byte[] pseudorandom = HmacSha256.of(new byte[HASH_BYTES], secret);
        byte[] text = info.getBytes(StandardCharsets.UTF_8);
        byte[] first = Arrays.copyOf(text, text.length + 1);
        first[text.length] = 1;
        return HmacSha256.of(pseudorandom, first);
    }
}
