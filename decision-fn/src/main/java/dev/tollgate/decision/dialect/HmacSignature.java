package dev.tollgate.decision.dialect;

import dev.tollgate.core.HmacSha256;
import dev.tollgate.core.agent.SignedRequest;
import java.security.MessageDigest;

/**
 * HMAC-SHA256 over what was signed.
 *
 * @param value as it was sent
 */
record HmacSignature(String keyId, String purpose, byte[] signed, byte[] value) implements SignedRequest {
    @Override
    public boolean isSignedWith(byte[] secret) {
        return MessageDigest.isEqual(HmacSha256.of(secret, signed), value);
    }
}
