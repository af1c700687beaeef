package dev.tollgate.hook.journal;

import dev.tollgate.hook.json.CanonicalJson;
import dev.tollgate.hook.json.Json;
import dev.tollgate.hook.json.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** Whose journal it is: a name that is registered with Tollgate, and its private Ed25519 key. */
public final class HookKey {
    private static final String CONTEXT = "tollgate-journal-v1\n";
    private static final long MOST_BYTES = 10_000;

    private final String hook;
    private final PrivateKey key;

    private HookKey(String hook, PrivateKey key) {
        this.hook = hook;
        this.key = key;
    }

    /**
     * @param pem PKCS #8, as {@code tollgate hook keygen} and openssl write it
     * @throws IOException when it cannot be read, or holds no such key; the message quotes nothing of it
     */
    public static HookKey read(String hook, Path pem) throws IOException {
        if (Files.size(pem) > MOST_BYTES) {
            throw new IOException(pem + " is no key (expected a PEM file with a private Ed25519 key)");
        }
        String base64 = Files.readAllLines(pem).stream()
                .filter(line -> !line.startsWith("-----"))
                .map(String::strip)
                .collect(Collectors.joining());
        try {
            byte[] pkcs8 = Base64.getDecoder().decode(base64);
            return of(hook, KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
        } catch (GeneralSecurityException | IllegalArgumentException noKey) {
            throw new IOException(pem + " is no key (expected a PEM file with a private Ed25519 key)");
        }
    }

    public static HookKey of(String hook, PrivateKey ed25519) {
        return new HookKey(hook, ed25519);
    }

    String hook() {
        return hook;
    }

    /** The signed request body with these entries; Ed25519 gives the same entries the same bytes each time. */
    byte[] signed(List<Json> entries) {
        Json.Obj body = Json.object()
                .put("hook", hook)
                .put("entries", new Json.Arr(entries))
                .build();
        byte[] message = (CONTEXT + CanonicalJson.text(body)).getBytes(StandardCharsets.UTF_8);
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(key);
            signer.update(message);
            return JsonText.writeBytes(
                    body.with("signature", Json.of(Base64.getEncoder().encodeToString(signer.sign()))));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this key was made for Ed25519", impossible);
        }
    }

    /** What the first entry has as its {@code prev}. */
    String genesis() {
        return CanonicalJson.sha256("journal:" + hook);
    }
}
