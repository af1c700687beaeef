package dev.tollgate.core.policy;

import dev.tollgate.core.Ed25519;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.List;

/**
 * Signatures over a bundle's digest: Ed25519 (RFC 8032) over {@code tollgate-bundle-v1}, a line feed, and the digest's
 * text. A bundle can have several, so that keys can be changed.
 */
public final class BundleSignature {
    private static final String CONTEXT = "tollgate-bundle-v1\n";

    private BundleSignature() {}

    /**
     * @param pkcs8 the private key, as {@code openssl genpkey -algorithm ed25519 -outform DER} writes it
     * @throws IllegalArgumentException when this is no such key
     */
    public static byte[] sign(String digest, byte[] pkcs8) {
        return Ed25519.sign(message(digest), pkcs8);
    }

    /** @param signatures those that the bundle has; it is enough when one of them is of this key */
    public static boolean isSignedBy(PublicKey key, String digest, List<byte[]> signatures) {
        return signatures.stream().anyMatch(each -> Ed25519.isSignedBy(key, message(digest), each));
    }

    /**
     * @param base64 of the X.509 form, as {@code openssl pkey -pubout} writes it between the lines of its PEM
     * @throws IllegalArgumentException when this is no such key
     */
    public static PublicKey publicKey(String base64) {
        return Ed25519.publicKey(base64);
    }

    private static byte[] message(String digest) {
        return (CONTEXT + digest).getBytes(StandardCharsets.UTF_8);
    }
}
