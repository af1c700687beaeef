package dev.tollgate.core.record;

import dev.tollgate.core.json.CanonicalJson;
import dev.tollgate.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What stands in records for what must not: HMAC-SHA256 (RFC 2104) under the tenant's key, or, of people and addresses,
 * under keys that can be deleted ({@link People}). What is hashed into a chain stays, so a person is a pseudonym there
 * from the first record on; without the key nobody can tell whose it is.
 */
public final class Pseudonyms {
    private static final int PSEUDONYM_BYTES = 16;

    private final SecretKeySpec key;
    private final Optional<Personal> personal;

    /** @param key 32 bytes */
    public Pseudonyms(byte[] key) {
        this(checked(key), Optional.empty());
    }

    private Pseudonyms(SecretKeySpec key, Optional<Personal> personal) {
        this.key = key;
        this.personal = personal;
    }

    private static SecretKeySpec checked(byte[] key) {
        if (key.length != 32) {
            throw new IllegalArgumentException("a key of pseudonyms has 32 bytes, not " + key.length);
        }
        return new SecretKeySpec(key, "HmacSHA256");
    }

    /** Makes the pseudonyms of people and addresses. */
    @FunctionalInterface
    interface Personal {
        /** @throws NoPersonalKeyException when the key cannot be had */
        String of(String kind, String text);
    }

    /** The same, but for people and addresses. */
    Pseudonyms with(Personal those) {
        return new Pseudonyms(key, Optional.of(those));
    }

    /**
     * @param what keeps equal texts of different meaning apart: an owner and an address with the same text have
     *     different pseudonyms
     * @return {@code p.} and 22 letters, the same for the same text
     * @throws NoPersonalKeyException when it is a person's and its key cannot be had
     */
    public String of(String what, String text) {
        if (personal.isPresent() && (what.equals(People.PERSON) || what.equals(People.ADDRESS))) {
            return personal.get().of(what, text);
        }
        byte[] mac = mac(what, text.getBytes(StandardCharsets.UTF_8));
        return "p." + base64(java.util.Arrays.copyOf(mac, PSEUDONYM_BYTES));
    }

    /** Covers the arguments exactly: numbers as they were written. 43 letters. */
    public String digestOf(Json.Obj arguments) {
        return digestOf("arguments", arguments);
    }

    /** The same for something else, which never has the digest that equal arguments have. */
    public String digestOf(String what, Json.Obj object) {
        return base64(mac(what, CanonicalJson.NUMBERS_AS_WRITTEN.bytes(object)));
    }

    /** Of bytes that are too many to be parsed for it. */
    public String digestOf(String what, byte[] bytes) {
        return base64(mac(what, bytes));
    }

    /** A key of 32 bytes for something else, which tells nothing of the tenant's. */
    public byte[] keyFor(String purpose) {
        return mac("key", purpose.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] mac(String what, byte[] bytes) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(what.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return mac.doFinal(bytes);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("each Java platform has HmacSHA256", impossible);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
