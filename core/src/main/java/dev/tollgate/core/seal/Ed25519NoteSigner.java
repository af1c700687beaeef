package dev.tollgate.core.seal;

import dev.tollgate.core.Ed25519;
import java.util.Base64;

/** Signs with a private key from a file. */
public final class Ed25519NoteSigner implements NoteSigner {
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    private final byte[] pkcs8;
    private final NoteKey key;

    /**
     * @param name of whoever signs
     * @param pkcs8 the private key
     * @throws IllegalArgumentException when this is no such key
     */
    public Ed25519NoteSigner(String name, byte[] pkcs8) {
        this.pkcs8 = pkcs8.clone();
        this.key = new NoteKey(name, Ed25519.publicKeyOf(pkcs8));
    }

    /**
     * @param pem what {@code tollgate bundle keygen} or {@code openssl genpkey -algorithm ed25519} writes
     * @throws IllegalArgumentException when this is no such key
     */
    public static Ed25519NoteSigner ofPem(String name, String pem) {
        int begin = pem.indexOf(BEGIN);
        int end = pem.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("this is no PEM text that begins with " + BEGIN);
        }
        return new Ed25519NoteSigner(name, Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end)));
    }

    @Override
    public NoteKey key() {
        return key;
    }

    @Override
    public byte[] sign(byte[] message) {
        return Ed25519.sign(message, pkcs8);
    }
}
