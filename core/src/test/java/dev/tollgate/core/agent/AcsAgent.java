package dev.tollgate.core.agent;

import dev.tollgate.core.HmacSha256;
import dev.tollgate.core.json.CanonicalJson;
import dev.tollgate.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/** The other side of OWASP ACS, for tests: it derives keys with the JDK's own HKDF. */
public final class AcsAgent {
    private final KeyToken key;
    private final String session;

    public AcsAgent(KeyToken key, String session) {
        this.key = key;
        this.session = session;
    }

    public Json.Obj signed(String method, String requestId, String timestamp, Json.Obj payload, Json.Obj moreParams) {
        var params = Json.object()
                .put("acs_version", "0.1.0")
                .put("request_id", requestId)
                .put("timestamp", timestamp)
                .put(
                        "metadata",
                        Json.object()
                                .put("agent_id", "hook-bot")
                                .put("session_id", session)
                                .build())
                .put("payload", payload);
        moreParams.members().forEach(params::put);
        Json.Obj unsigned = message(method, params.build());
        params.put("signature", signature(unsigned));
        return message(method, params.build());
    }

    /** The same message with a signature that fits; what stands in its place before does not count. */
    public Json.Obj signed(Json.Obj message) {
        var params = new LinkedHashMap<>(message.object("params").orElseThrow().members());
        params.remove("signature");
        var unsigned = new LinkedHashMap<>(message.members());
        unsigned.put("params", new Json.Obj(params));
        params.put("signature", signature(new Json.Obj(unsigned)));
        unsigned.put("params", new Json.Obj(params));
        return new Json.Obj(unsigned);
    }

    private static Json.Obj message(String method, Json.Obj params) {
        return Json.object()
                .put("jsonrpc", "2.0")
                .put("id", "rpc-1")
                .put("method", method)
                .put("params", params)
                .build();
    }

    private Json.Obj signature(Json.Obj unsigned) {
        return Json.object()
                .put("algorithm", "HMAC-SHA256")
                .put("value", mac(unsigned))
                .put("key_id", key.keyId())
                .build();
    }

    /** Whether the answer is signed as it must be. */
    public boolean verifies(Json.Obj answer) {
        Json.Obj result = answer.object("result").orElseThrow();
        String sent = result.object("signature").orElseThrow().text("value").orElseThrow();
        var withoutSignature = new LinkedHashMap<>(result.members());
        withoutSignature.remove("signature");
        var unsigned = new LinkedHashMap<>(answer.members());
        unsigned.put("result", new Json.Obj(withoutSignature));
        return mac(new Json.Obj(unsigned)).equals(sent);
    }

    private String mac(Json.Obj unsigned) {
        byte[] mac = HmacSha256.of(sessionKey(), CanonicalJson.RFC_8785.bytes(unsigned));
        return Base64.getEncoder().encodeToString(mac);
    }

    private byte[] sessionKey() {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(HKDFParameterSpec.ofExtract()
                            .addIKM(SignedRequest.secret(key.secretHash(), "acs"))
                            .thenExpand(session.getBytes(StandardCharsets.UTF_8), 32));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
