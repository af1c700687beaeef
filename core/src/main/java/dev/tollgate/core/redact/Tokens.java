package dev.tollgate.core.redact;

import dev.tollgate.core.scan.TokenForm;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * Makes what stands in an answer for values, see {@link TokenForm}. The letters are 64 bits of an HMAC-SHA256 (RFC 2104)
 * over the type and the value. For one answer only, not for threads.
 */
final class Tokens {
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
        return token(type, letters(type, canonical, 0));
    }

    /** A token for a whole text. */
    String mark(String type, byte[] text) {
        mac.update(type.getBytes(US_ASCII));
        mac.update((byte) 0);
        return token(type, letters(mac.doFinal(text)));
    }

    private String token(String type, String letters) {
        return "[" + type + ":" + keyId + ":" + letters + "]";
    }

    /** @param attempt another one gives other letters */
    String letters(String type, String canonical, int attempt) {
        return letters(code(type, canonical, attempt));
    }

    private static String letters(byte[] code) {
        var letters = new StringBuilder(TokenForm.LETTERS);
        for (int i = 0; i < TokenForm.LETTERS; i++) {
            int half = i % 2 == 0 ? code[i / 2] >> 4 : code[i / 2];
            letters.append(TokenForm.ALPHABET.charAt(half & 0xF));
        }
        return letters.toString();
    }

    /** 32 bytes. */
    byte[] code(String type, String canonical, int attempt) {
        mac.update(type.getBytes(US_ASCII));
        mac.update((byte) attempt);
        return mac.doFinal(canonical.getBytes(StandardCharsets.UTF_8));
    }
}
