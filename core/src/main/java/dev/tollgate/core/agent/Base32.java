package dev.tollgate.core.agent;

import java.security.SecureRandom;

/** Base 32 of RFC 4648, section 6, in lower case and without padding. */
public final class Base32 {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final String SORTABLE = "0123456789abcdefghijklmnopqrstuv";

    private Base32() {}

    public static String random(SecureRandom random, int bytes) {
        byte[] bits = new byte[bytes];
        random.nextBytes(bits);
        return encode(bits);
    }

    public static String encode(byte[] bytes) {
        return encode(bytes, ALPHABET);
    }

    /** With the alphabet of section 7, whose texts sort as the bytes do. */
    public static String encodeSortable(byte[] bytes) {
        return encode(bytes, SORTABLE);
    }

    private static String encode(byte[] bytes, String alphabet) {
        var text = new StringBuilder((bytes.length * 8 + 4) / 5);
        int buffer = 0;
        int bits = 0;
        for (byte b : bytes) {
            buffer = (buffer << 8) | (b & 0xFF);
            bits += 8;
            while (bits >= 5) {
                text.append(alphabet.charAt((buffer >> (bits - 5)) & 31));
                bits -= 5;
            }
            buffer &= (1 << bits) - 1;
        }
        if (bits > 0) {
            text.append(alphabet.charAt((buffer << (5 - bits)) & 31));
        }
        return text.toString();
    }
}
