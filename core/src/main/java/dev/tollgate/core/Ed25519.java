package dev.tollgate.core;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** Ed25519 (RFC 8032) by the JDK, with keys in the forms that {@code openssl} writes. */
public final class Ed25519 {
    /** How long a public key is in the form of RFC 8032. */
    public static final int RAW_KEY_BYTES = 32;

    private static final String ALGORITHM = "Ed25519";
    /** What stands before the raw key in its X.509 form (RFC 8410). */
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

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

    /** The key as RFC 8032 writes it, without the frame of its X.509 form. */
    public static byte[] raw(PublicKey key) {
        byte[] x509 = key.getEncoded();
        return Arrays.copyOfRange(x509, x509.length - RAW_KEY_BYTES, x509.length);
    }

    /** @throws IllegalArgumentException when this is no such key */
    public static PublicKey publicKeyOfRaw(byte[] raw) {
        byte[] x509 = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + raw.length);
        System.arraycopy(raw, 0, x509, X509_PREFIX.length, raw.length);
        return publicKey(Base64.getEncoder().encodeToString(x509));
    }

    /**
     * The public key that belongs to a private one.
     *
     * @throws IllegalArgumentException when this is no private key in PKCS #8
     */
    public static PublicKey publicKeyOf(byte[] pkcs8) {
        try {
            PrivateKey key = KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            byte[] seed = ((EdECPrivateKey) key).getBytes().orElseThrow();
            KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
            generator.initialize(NamedParameterSpec.ED25519, new KnownBytes(seed));
            PublicKey publicKey = generator.generateKeyPair().getPublic();
            byte[] message = new byte[0];
            if (!isSignedBy(publicKey, message, sign(message, pkcs8))) {
                throw new IllegalStateException("this Java platform makes key pairs in a way of its own");
            }
            return publicKey;
        } catch (GeneralSecurityException unusable) {
            throw new IllegalArgumentException("this is no private Ed25519 key in PKCS #8", unusable);
        }
    }

    /**
     * Gives a generator of key pairs the bytes of a private key where it asks for random ones: the JDK has no other way
     * to a public key from a private one.
     */
    private static final class KnownBytes extends SecureRandom {
        private static final long serialVersionUID = 1L;
        private final byte[] known;

        private KnownBytes(byte[] known) {
            this.known = known;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(known, 0, bytes, 0, bytes.length);
        }
    }
}
