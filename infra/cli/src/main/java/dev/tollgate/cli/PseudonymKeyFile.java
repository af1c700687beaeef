package dev.tollgate.cli;

import dev.tollgate.core.redact.PseudonymKey;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The key for pseudonyms in a file: its id, a colon, and 64 hex digits on one line. */
final class PseudonymKeyFile {
    private static final long MOST_BYTES = 1_000;
    private static final int KEY_BYTES = 32;
    private static final String ONE_OFF = "local";

    private PseudonymKeyFile() {}

    /** @throws IOException with a message for the user when the file is no such key; it quotes nothing of it */
    static PseudonymKey read(Path file) throws IOException {
        try {
            String text = Files.size(file) > MOST_BYTES ? "" : Files.readString(file, StandardCharsets.US_ASCII);
            int colon = text.indexOf(':');
            if (colon > 0) {
                return new PseudonymKey(
                        text.substring(0, colon),
                        HexFormat.of().parseHex(text.substring(colon + 1).strip()));
            }
        } catch (NoSuchFileException missing) {
            throw new IOException("there is no file " + file, missing);
        } catch (IllegalArgumentException | CharacterCodingException otherwise) {
            // Said below.
        }
        throw new IOException(file + " is no key for pseudonyms (expected an id of 1 to 8 small letters and digits, "
                + "a colon, and 64 hex digits)");
    }

    /** A key that nobody will have again. */
    static PseudonymKey oneOff() {
        var secret = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(secret);
        return new PseudonymKey(ONE_OFF, secret);
    }
}
