package dev.tollgate.core.agent;

import dev.tollgate.core.HmacSha256;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * A request that shows by a signature whose it is, since its sender cannot send a key. The secret that it is signed with is
 * made of what the registry keeps of a key, so that no secret is kept beside it.
 */
public interface SignedRequest {
    /** Whatever the request says. */
    String keyId();

    /** What the signatures are for: a secret for one purpose says nothing of another. */
    String purpose();

    /** Compares in constant time. */
    boolean isSignedWith(byte[] secret);

    /**
     * @param secretHash SHA-256 of the key's secret, 64 lower-case hex digits
     * @return 64 lower-case hex digits in ASCII, which is what a sender is set up with
     */
    static byte[] secret(String secretHash, String purpose) {
        byte[] mac = HmacSha256.of(
                secretHash.getBytes(StandardCharsets.US_ASCII), purpose.getBytes(StandardCharsets.US_ASCII));
        return HexFormat.of().formatHex(mac).getBytes(StandardCharsets.US_ASCII);
    }
}
