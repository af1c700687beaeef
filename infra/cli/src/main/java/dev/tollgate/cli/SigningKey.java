package dev.tollgate.cli;

import dev.tollgate.core.policy.BundleSignature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** A private Ed25519 key in a PEM file of PKCS #8, as {@code openssl genpkey -algorithm ed25519} writes it too. */
final class SigningKey {
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";
    private static final long MOST_BYTES = 10_000;

    private final byte[] pkcs8;

    private SigningKey(byte[] pkcs8) {
        this.pkcs8 = pkcs8;
    }

    /** @throws IOException with a message for the user when the file is no such key */
    static SigningKey read(Path file) throws IOException {
        try {
            String text = Files.size(file) > MOST_BYTES ? "" : Files.readString(file, StandardCharsets.US_ASCII);
            int begin = text.indexOf(BEGIN);
            int end = text.indexOf(END);
            if (begin >= 0 && end > begin) {
                var key = new SigningKey(Base64.getMimeDecoder().decode(text.substring(begin + BEGIN.length(), end)));
                key.sign("");
                return key;
            }
        } catch (NoSuchFileException missing) {
            throw new IOException("there is no file " + file, missing);
        } catch (IllegalArgumentException | java.nio.charset.CharacterCodingException otherwise) {
            // Said below.
        }
        throw new IOException(file + " is no private Ed25519 key (expected a PEM file that begins with " + BEGIN
                + "; 'tollgate bundle keygen FILE' or 'tollgate hook keygen FILE' makes one)");
    }

    /**
     * Makes a key, and writes it where only its owner can read it.
     *
     * @return the public key in base64, as functions take it
     */
    static String generate(Path file) throws IOException {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            String pem = BEGIN + "\n"
                    + Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()) + "\n" + END + "\n";
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } else {
                Files.createFile(file);
            }
            Files.writeString(file, pem, StandardOpenOption.WRITE);
            return Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
        } catch (FileAlreadyExistsException there) {
            throw new IOException(file + " is there already; a key is never overwritten", there);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** For what signs by itself. */
    byte[] pkcs8() {
        return pkcs8.clone();
    }

    byte[] sign(String digest) {
        return BundleSignature.sign(digest, pkcs8);
    }
}
