package dev.tollgate.cli;

import dev.tollgate.core.Ed25519;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;

/**
 * A public Ed25519 key in a file: base64 as {@code hook keygen} prints it, or a PEM file as {@code openssl pkey -pubout}
 * writes it.
 */
final class PublicKeyFile {
    private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String END = "-----END PUBLIC KEY-----";
    private static final long MOST_BYTES = 10_000;

    private PublicKeyFile() {}

    /**
     * @return the key's X.509 form in base64
     * @throws IOException with a message for the user when the file is no such key
     */
    static String read(Path file) throws IOException {
        try {
            String text = Files.size(file) > MOST_BYTES ? "" : Files.readString(file, StandardCharsets.US_ASCII);
            int begin = text.indexOf(BEGIN);
            int end = text.indexOf(END);
            String base64 = begin >= 0 && end > begin ? text.substring(begin + BEGIN.length(), end) : text;
            return Base64.getEncoder()
                    .encodeToString(Ed25519.publicKey(String.join("", base64.split("\\s+")))
                            .getEncoded());
        } catch (NoSuchFileException missing) {
            throw new IOException("there is no file " + file, missing);
        } catch (IllegalArgumentException | CharacterCodingException otherwise) {
            throw new IOException(
                    file + " is no public Ed25519 key (expected what 'tollgate hook keygen' prints, or a PEM file that "
                            + "begins with " + BEGIN + ")",
                    otherwise);
        }
    }
}
