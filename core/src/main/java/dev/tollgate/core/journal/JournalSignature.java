package dev.tollgate.core.journal;

import dev.tollgate.core.Ed25519;
import dev.tollgate.core.json.CanonicalJson;
import dev.tollgate.core.json.Json;
import java.nio.charset.StandardCharsets;

/**
 * Signatures of journals: Ed25519 (RFC 8032) over {@code tollgate-journal-v1}, a line feed, and the RFC 8785 form of the
 * body without its {@code signature}.
 */
final class JournalSignature {
    private static final String CONTEXT = "tollgate-journal-v1\n";

    private JournalSignature() {}

    /** @throws IllegalArgumentException when this is no private Ed25519 key in PKCS #8 */
    static byte[] sign(Json.Obj body, byte[] pkcs8) {
        return Ed25519.sign(message(body), pkcs8);
    }

    static boolean isSignedBy(String publicKey, Json.Obj body, byte[] signature) {
        return Ed25519.isSignedBy(Ed25519.publicKey(publicKey), message(body), signature);
    }

    private static byte[] message(Json.Obj body) {
        return (CONTEXT + CanonicalJson.RFC_8785.text(body)).getBytes(StandardCharsets.UTF_8);
    }
}
