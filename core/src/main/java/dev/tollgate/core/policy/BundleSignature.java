package dev.tollgate.core.policy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/**
 * Signatures over a bundle's digest: Ed25519 (RFC 8032) over {@code tollgate-bundle-v1}, a line feed, and the digest's
 * text. A bundle can have several, so that keys can be changed.
 */
public final class BundleSignature {
    private static final String ALGORITHM = "Ed25519";
    private static final String CONTEXT = "tollgate-bundle-v1\n";

    private BundleSignature() {}

    /**
     * @param pkcs8 the private key, as {@code openssl genpkey -algorithm ed25519 -outform DER} writes it
     * @throws IllegalArgumentException when this is no such key
     */
    public static byte[] sign(String digest, byte[] pkcs8) {
        try {
            PrivateKey key = KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(message(digest));
            return signature.sign();
        } catch (GeneralSecurityException unusable) {
            throw new IllegalArgumentException("this is no private Ed25519 key in PKCS #8", unusable);
        }
    }

    /** @param signatures those that the bundle has; it is enough when one of them is of this key */
    public static boolean isSignedBy(PublicKey key, String digest, List<byte[]> signatures) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            for (byte[] each : signatures) {
                signature.initVerify(key);
                signature.update(message(digest));
                if (isValid(signature, each)) {
                    return true;
                }
            }
            return false;
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException(unusable);
        }
    }

    /** A signature of the wrong length is an exception to the JDK, and just wrong here. */
    private static boolean isValid(Signature signature, byte[] value) {
        try {
            return signature.verify(value);
        } catch (GeneralSecurityException malformed) {
            return false;
        }
    }

    /**
     * @param base64 of the X.509 form, as {@code openssl pkey -pubout} writes it between the lines of its PEM
     * @throws IllegalArgumentException when this is no such key
     */
    public static PublicKey publicKey(String base64) {
        try {
            byte[] x509 = Base64.getDecoder().decode(base64.strip());
            return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(x509));
        } catch (IllegalArgumentException | GeneralSecurityException unusable) {
            throw new IllegalArgumentException("this is no public Ed25519 key in base64", unusable);
        }
    }

    private static byte[] message(String digest) {
        return (CONTEXT + digest).getBytes(StandardCharsets.UTF_8);
    }
}
