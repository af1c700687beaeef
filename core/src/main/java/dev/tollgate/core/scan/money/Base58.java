package dev.tollgate.core.scan.money;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Base58Check as Bitcoin has it: 25 bytes, of which the last four are those of a double SHA-256 of the others. */
final class Base58 {
    private static final String ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final int BYTES = 25;
    private static final int CHECKED = 21;
    private static final byte[] VALUES = values();

    private Base58() {}

    static boolean holds(byte[] text, int start, int end) {
        int[] words = decoded(text, start, end);
        return words.length > 0 && hasChecksum(bytes(words));
    }

    /** Seven words of 32 bits, the highest first; none when this is no number in that alphabet, or a larger one. */
    private static int[] decoded(byte[] text, int start, int end) {
        var words = new int[7];
        for (int i = start; i < end; i++) {
            byte value = text[i] < 0 ? -1 : VALUES[text[i]];
            if (value < 0) {
                return new int[0];
            }
            long carry = value;
            for (int word = 6; word >= 0; word--) {
                carry += (words[word] & 0xFFFFFFFFL) * 58;
                words[word] = (int) carry;
                carry >>>= 32;
            }
        }
        return words[0] >>> 8 == 0 ? words : new int[0];
    }

    private static byte[] bytes(int[] words) {
        var bytes = new byte[BYTES];
        for (int i = 0; i < BYTES; i++) {
            int place = i + 3;
            bytes[i] = (byte) (words[place / 4] >>> 24 - place % 4 * 8);
        }
        return bytes;
    }

    private static boolean hasChecksum(byte[] bytes) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(bytes, 0, CHECKED);
            var hash = new byte[32];
            sha256.digest(hash, 0, 32);
            sha256.update(hash);
            sha256.digest(hash, 0, 32);
            return Arrays.equals(bytes, CHECKED, BYTES, hash, 0, BYTES - CHECKED);
        } catch (NoSuchAlgorithmException | DigestException impossible) {
            throw new IllegalStateException("each Java platform has SHA-256", impossible);
        }
    }

    private static byte[] values() {
        var values = new byte[128];
        Arrays.fill(values, (byte) -1);
        for (int i = 0; i < ALPHABET.length(); i++) {
            values[ALPHABET.charAt(i)] = (byte) i;
        }
        return values;
    }
}
