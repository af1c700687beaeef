package dev.tollgate.core.seal;

/** Signs notes with a private key that it may not have itself. */
public interface NoteSigner {
    /** The name and the public key that its signatures can be checked with. */
    NoteKey key();

    /**
     * @return an Ed25519 signature (RFC 8032), 64 bytes
     * @throws SigningException when whoever has the key did not sign
     */
    byte[] sign(byte[] message) throws SigningException;
}
