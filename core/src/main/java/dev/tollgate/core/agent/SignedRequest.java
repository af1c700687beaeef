package dev.tollgate.core.agent;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

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

    /** 32 bytes. */
    static byte[] hmacSha256(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("each Java platform has HmacSHA256", impossible);
        }
    }

    /**
     * @param secretHash SHA-256 of the key's secret, 64 lower-case hex digits
     * @return 64 lower-case hex digits in ASCII, which is what a sender is set up with
     */
    static byte[] secret(String secretHash, String purpose) {
        byte[] mac =
                hmacSha256(secretHash.getBytes(StandardCharsets.US_ASCII), purpose.getBytes(StandardCharsets.US_ASCII));
        return java.util.HexFormat.of().formatHex(mac).getBytes(StandardCharsets.US_ASCII);
    }
}
