package dev.tollgate.core;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Ed25519 (RFC 8032) by the JDK, with keys in the forms that {@code openssl} writes. */
public final class Ed25519 {
    private static final String ALGORITHM = "Ed25519";

    private Ed25519() {}

    /**
     * @param pkcs8 the private key, as {@code openssl genpkey -algorithm ed25519 -outform DER} writes it
     * @throws IllegalArgumentException when this is no such key
     */
    public static byte[] sign(byte[] message, byte[] pkcs8) {
        try {
            PrivateKey key = KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException unusable) {
            throw new IllegalArgumentException("this is no private Ed25519 key in PKCS #8", unusable);
        }
    }

    public static boolean isSignedBy(PublicKey key, byte[] message, byte[] signature) {
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(key);
            check.update(message);
            return isValid(check, signature);
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException(unusable);
        }
    }

    /** A signature of the wrong length is an exception to the JDK, and just wrong here. */
    private static boolean isValid(Signature check, byte[] signature) {
        try {
            return check.verify(signature);
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
}
