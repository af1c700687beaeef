package dev.tollgate.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The key that checkpoints are signed with on this machine, in place of one of KMS: a private and a public file. */
final class SealKey {
    private SealKey() {}

    /** Makes both when the private one is not there. */
    static void ensure(Path privateFile, Path publicFile) {
        if (Files.exists(privateFile)) {
            return;
        }
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            write(publicFile, pem("PUBLIC KEY", pair.getPublic().getEncoded()), "rw-r--r--");
            write(privateFile, pem("PRIVATE KEY", pair.getPrivate().getEncoded()), "rw-------");
        } catch (IOException unwritable) {
            throw new StackException("cannot write " + privateFile + ": " + unwritable.getMessage(), unwritable);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("each Java platform has Ed25519", impossible);
        }
    }

    private static void write(Path file, String text, String permissions) throws IOException {
        Path draft = Files.createTempFile(
                file.getParent(),
                "seal",
                ".tmp",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(draft, text);
        Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString(permissions));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String pem(String kind, byte[] der) {
        String lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n";
    }
}
