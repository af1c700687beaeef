package dev.tollgate.core.seal;

import dev.tollgate.core.Sha256;
import java.util.Optional;

/**
 * What is signed at a checkpoint, in the form of https://c2sp.org/tlog-checkpoint: the lines {@code origin}, {@code
 * size} and {@code root} in base64, then as extensions {@code number …}, {@code manifest …} and {@code previous …}.
 *
 * <p>Each checkpoint has a tree of its own, over the records since the one before; so trees do not grow, and it is
 * {@code previous} that binds all checkpoints into one chain.
 *
 * @param origin the name of whoever seals; the signing key has the same
 * @param number from 0
 * @param size how many records the tree has
 * @param manifest SHA-256 of the manifest's bytes, 64 hex digits
 * @param previous the {@link #digest} of the checkpoint before, or {@link #genesis}
 */
public record Checkpoint(String origin, long number, long size, TreeHash root, String manifest, String previous) {
    private static final int LINES = 6;
    private static final String NUMBER = "number ";
    private static final String MANIFEST = "manifest ";
    private static final String PREVIOUS = "previous ";

    public Checkpoint {
        if (!NoteKey.isName(origin)) {
            throw new IllegalArgumentException("an origin is a name without space and plus");
        }
        if (number < 0 || size < 0) {
            throw new IllegalArgumentException("a checkpoint's number and size are not negative");
        }
        if (!Digests.isHex(manifest) || !Digests.isHex(previous)) {
            throw new IllegalArgumentException("a checkpoint names the manifest and the one before by SHA-256 in hex");
        }
    }

    /** What the first checkpoint has in place of a digest before. */
    public static String genesis(String origin) {
        return Sha256.hex("genesis:" + origin);
    }

    public static Checkpoint of(Manifest manifest, String previous) {
        return new Checkpoint(
                manifest.origin(),
                manifest.number(),
                manifest.count(),
                manifest.root(),
                Sha256.hex(manifest.bytes()),
                previous);
    }

    /** @throws SealFormatException when it is no text that {@link #text} writes */
    public static Checkpoint parse(String text) throws SealFormatException {
        String[] lines = text.split("\n", -1);
        if (lines.length != LINES + 1 || !lines[LINES].isEmpty()) {
            throw new SealFormatException("a checkpoint has " + LINES + " lines, and this text has another number");
        }
        if (!NoteKey.isName(lines[0])) {
            throw new SealFormatException(
                    "line 1 of the checkpoint is no origin: it is empty or has a space or a plus");
        }
        return new Checkpoint(
                lines[0],
                number(4, after(4, lines[3], NUMBER)),
                number(2, lines[1]),
                TreeHash.ofBase64(lines[2])
                        .orElseThrow(() -> wrong(3, "no root: a root is 32 bytes in base64, with padding")),
                hex(5, after(5, lines[4], MANIFEST)),
                hex(6, after(6, lines[5], PREVIOUS)));
    }

    private static String after(int place, String line, String word) throws SealFormatException {
        if (!line.startsWith(word)) {
            throw wrong(place, "not '" + word.strip() + " …'");
        }
        return line.substring(word.length());
    }

    private static long number(int place, String text) throws SealFormatException {
        return Digests.number(text).orElseThrow(() -> wrong(place, "no number of at most 12 digits"));
    }

    private static String hex(int place, String text) throws SealFormatException {
        return Optional.of(text)
                .filter(Digests::isHex)
                .orElseThrow(() -> wrong(place, "no SHA-256 of 64 lower-case hex digits"));
    }

    private static SealFormatException wrong(int place, String problem) {
        return new SealFormatException("line " + place + " of the checkpoint is " + problem);
    }

    /** What is signed. */
    public String text() {
        return String.join(
                "\n",
                origin,
                Long.toString(size),
                root.base64(),
                NUMBER + number,
                MANIFEST + manifest,
                PREVIOUS + previous,
                "");
    }

    /** By which the next checkpoint names this one: SHA-256 of the text without signatures, which may become more. */
    public String digest() {
        return Sha256.hex(text());
    }
}
