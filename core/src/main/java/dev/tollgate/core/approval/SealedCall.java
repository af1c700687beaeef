package dev.tollgate.core.approval;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.record.Pseudonyms;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts what an approver is shown of a call: AES-256 in Galois/Counter Mode (NIST SP 800-38D), under a key of the
 * request's own, bound to its id.
 */
public final class SealedCall {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final String PURPOSE = "approval ";
    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int MAX_DEPTH = 128;

    private final SecureRandom random;
    private final JsonText json = new JsonText(MAX_DEPTH);

    public SealedCall(SecureRandom random) {
        this.random = random;
    }

    public byte[] seal(ApprovalId id, Json.Obj shown, Pseudonyms tenant) {
        byte[] iv = new byte[IV_BYTES];
        random.nextBytes(iv);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, id, iv, tenant).doFinal(JsonText.writeBytes(shown));
            return ByteBuffer.allocate(IV_BYTES + sealed.length)
                    .put(iv)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("each Java platform has " + CIPHER, impossible);
        }
    }

    /** Empty when it was not sealed for this request, or was changed. */
    public Optional<Json.Obj> open(ApprovalId id, byte[] sealed, Pseudonyms tenant) {
        if (sealed.length < IV_BYTES) {
            return Optional.empty();
        }
        try {
            byte[] text = cipher(Cipher.DECRYPT_MODE, id, Arrays.copyOf(sealed, IV_BYTES), tenant)
                    .doFinal(sealed, IV_BYTES, sealed.length - IV_BYTES);
            return json.parse(text) instanceof Json.Obj shown ? Optional.of(shown) : Optional.empty();
        } catch (GeneralSecurityException | JsonException notOurs) {
            return Optional.empty();
        }
    }

    private static Cipher cipher(int mode, ApprovalId id, byte[] iv, Pseudonyms tenant)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(
                mode, new SecretKeySpec(tenant.keyFor(PURPOSE + id.text()), "AES"), new GCMParameterSpec(TAG_BITS, iv));
        cipher.updateAAD(id.text().getBytes(StandardCharsets.US_ASCII));
        return cipher;
    }
}
