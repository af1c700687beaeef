package dev.tollgate.core.seal;

import dev.tollgate.core.Ed25519;
import dev.tollgate.core.Sha256;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Base64;
import java.util.HexFormat;

/**
 * What a note's signature is checked with (https://c2sp.org/signed-note).
 *
 * @param name of whoever signs, by convention an address without its scheme; no space, no plus
 * @param key an Ed25519 key
 */
public record NoteKey(String name, PublicKey key) {
    static final int ID_BYTES = 4;
    private static final byte ED25519 = 1;
    private static final int LONGEST_NAME = 256;

    public NoteKey {
        if (!isName(name)) {
            throw new IllegalArgumentException("a signer's name has 1 to " + LONGEST_NAME
                    + " characters, none of them a space, a plus or a control character");
        }
    }

    static boolean isName(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_NAME
                && text.codePoints()
                        .noneMatch(c -> c == '+'
                                || Character.isWhitespace(c)
                                || Character.isSpaceChar(c)
                                || Character.isISOControl(c)
                                || Character.getType(c) == Character.SURROGATE);
    }

    /**
     * @param text {@code <name>+<id in hex>+<base64 of the type and the key>}, as C2SP writes such keys
     * @throws SealFormatException when it is no such text, or a key of another type
     */
    public static NoteKey parse(String text) throws SealFormatException {
        int first = text.indexOf('+');
        int second = text.indexOf('+', first + 1);
        byte[] typed = second < 0
                ? new byte[0]
                : Digests.base64(text.substring(second + 1)).orElse(new byte[0]);
        if (typed.length != 1 + Ed25519.RAW_KEY_BYTES || typed[0] != ED25519 || !isName(text.substring(0, first))) {
            throw new SealFormatException("a key is '<name>+<id>+<base64>' with an Ed25519 key, and this is none");
        }
        byte[] raw = new byte[Ed25519.RAW_KEY_BYTES];
        System.arraycopy(typed, 1, raw, 0, raw.length);
        var key = new NoteKey(text.substring(0, first), publicKey(raw));
        if (!key.id().equals(text.substring(first + 1, second))) {
            throw new SealFormatException("the key's id is not the one of its name and its bytes");
        }
        return key;
    }

    private static PublicKey publicKey(byte[] raw) throws SealFormatException {
        try {
            return Ed25519.publicKeyOfRaw(raw);
        } catch (IllegalArgumentException noPoint) {
            throw new SealFormatException("the key's bytes are no point of the curve");
        }
    }

    /** The first four bytes of SHA-256(name, 0x0A, 0x01, key), in hex. */
    public String id() {
        var named = new ByteArrayOutputStream();
        named.writeBytes(name.getBytes(StandardCharsets.UTF_8));
        named.write('\n');
        named.writeBytes(typed());
        return HexFormat.of().formatHex(Sha256.of(named.toByteArray()), 0, ID_BYTES);
    }

    /** The form that {@link #parse} reads. */
    public String text() {
        return name + "+" + id() + "+" + Base64.getEncoder().encodeToString(typed());
    }

    private byte[] typed() {
        byte[] raw = Ed25519.raw(key);
        byte[] typed = new byte[1 + raw.length];
        typed[0] = ED25519;
        System.arraycopy(raw, 0, typed, 1, raw.length);
        return typed;
    }
}
