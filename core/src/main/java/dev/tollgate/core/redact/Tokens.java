package dev.tollgate.core.redact;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What stands in an answer for a value: {@code [IBAN]}, or where it must be the same for the same value, {@code
 * [IBAN:k1:qsmrthbpkcdnlfgj]}. The letters are 64 bits of an HMAC-SHA256 (RFC 2104) over the type and the value, in an
 * alphabet without vowels or digits, so that no detector takes them for anything. For one answer only, not for threads.
 */
final class Tokens {
    private static final String ALPHABET = "bcdfghjklmnpqrst";
    private static final int LETTERS = 16;
    private static final int LONGEST_TYPE = 64;
    private static final int LONGEST_KEY = 8;
    private static final int LONGEST = LONGEST_TYPE + LONGEST_KEY + LETTERS + 4;

    private final String keyId;
    private final Mac mac;

    Tokens(PseudonymKey key) {
        this.keyId = key.id();
        try {
            this.mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.secret(), "HmacSHA256"));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("each Java platform has HmacSHA256", impossible);
        }
    }

    static String replacement(String type) {
        return "[" + type + "]";
    }

    String pseudonym(String type, String canonical) {
        return "[" + type + ":" + keyId + ":" + letters(type, canonical, 0) + "]";
    }

    /** @param attempt another one gives other letters */
    String letters(String type, String canonical, int attempt) {
        byte[] code = code(type, canonical, attempt);
        var letters = new StringBuilder(LETTERS);
        for (int i = 0; i < LETTERS; i++) {
            int half = i % 2 == 0 ? code[i / 2] >> 4 : code[i / 2];
            letters.append(ALPHABET.charAt(half & 0xF));
        }
        return letters.toString();
    }

    /** 32 bytes. */
    byte[] code(String type, String canonical, int attempt) {
        mac.update(type.getBytes(StandardCharsets.US_ASCII));
        mac.update((byte) attempt);
        return mac.doFinal(canonical.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether the bytes stand inside of a token or a replacement: what was redacted is not redacted again. */
    static boolean cover(byte[] text, int from, int to, int start, int end) {
        int earliest = Math.max(from, start - LONGEST);
        for (int i = start; i >= earliest; i--) {
            byte b = i == to ? (byte) 0 : text[i];
            if (b == '[') {
                int tokenEnd = end(text, i, to);
                return tokenEnd >= end;
            }
            if (b == ']' && i < start || b == ' ' || b == '\n') {
                return false;
            }
        }
        return false;
    }

    /** Whether the whole text is one. */
    static boolean is(byte[] text, int from, int to) {
        return to > from && text[from] == '[' && end(text, from, to) == to;
    }

    /** The byte after the token that begins here; 0 when none does. */
    private static int end(byte[] text, int start, int to) {
        int at = start + 1;
        while (at < to && at - start <= LONGEST_TYPE && isOfType(text[at])) {
            at++;
        }
        if (at == start + 1 || at == to) {
            return 0;
        }
        if (text[at] == ']') {
            return at + 1;
        }
        int key = at + 1;
        int keyEnd = key;
        while (keyEnd < to && keyEnd - key <= LONGEST_KEY && isOfKey(text[keyEnd])) {
            keyEnd++;
        }
        if (text[at] != ':' || keyEnd == key || keyEnd + LETTERS + 2 > to || text[keyEnd] != ':') {
            return 0;
        }
        int letters = keyEnd + 1;
        for (int i = letters; i < letters + LETTERS; i++) {
            if (ALPHABET.indexOf(text[i]) < 0) {
                return 0;
            }
        }
        return text[letters + LETTERS] == ']' ? letters + LETTERS + 1 : 0;
    }

    private static boolean isOfType(byte b) {
        return b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '_';
    }

    private static boolean isOfKey(byte b) {
        return b >= 'a' && b <= 'z' || b >= '0' && b <= '9';
    }
}
