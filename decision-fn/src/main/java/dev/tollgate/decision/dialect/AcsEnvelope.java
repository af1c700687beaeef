package dev.tollgate.decision.dialect;

import dev.tollgate.core.HmacSha256;
import dev.tollgate.core.agent.SignedRequest;
import dev.tollgate.core.json.CanonicalJson;
import dev.tollgate.core.json.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.UUID;

/**
 * A request of OWASP ACS 0.1 (section 3).
 *
 * @param message the whole
 * @param id of JSON-RPC, a string or a number
 */
record AcsEnvelope(
        Json.Obj message,
        Json id,
        String method,
        Json.Obj params,
        String requestId,
        Instant timestamp,
        String agentId,
        String sessionId,
        Json.Obj payload) {
    static final String PING = "system/ping";
    static final String HELLO = "handshake/hello";
    static final String SIGNATURE = "signature";
    static final String ALGORITHM = "HMAC-SHA256";

    private static final int LONGEST = 256;
    private static final int UUID_LETTERS = 36;

    static AcsEnvelope read(Json.Obj message) throws AcsException {
        if (!message.text("jsonrpc").equals(Optional.of("2.0"))) {
            throw invalid("jsonrpc", "\"2.0\"");
        }
        Json id = id(message).orElseThrow(() -> invalid("id", "a string or a number"));
        String method = text(message, "method", "method");
        Json.Obj params = object(message, "params", "params");
        if (!params.text("acs_version").filter(AcsEnvelope::isOurVersion).isPresent()) {
            throw invalid("params.acs_version", "0.x.y");
        }
        Json.Obj metadata = object(params, "metadata", "params.metadata");
        return new AcsEnvelope(
                message,
                id,
                method,
                params,
                requestId(params),
                timestamp(params),
                text(metadata, "agent_id", "params.metadata.agent_id"),
                text(metadata, "session_id", "params.metadata.session_id"),
                object(params, "payload", "params.payload"));
    }

    /** What an answer can name, also when the rest cannot be read. */
    static Optional<Json> id(Json.Obj message) {
        return message.get("id").filter(id -> id instanceof Json.Str || id instanceof Json.Num);
    }

    /** The same major version, which is 0. */
    static boolean isOurVersion(String version) {
        String[] parts = version.split("\\.", -1);
        return parts.length == 3 && parts[0].equals("0") && isNumber(parts[1]) && isNumber(parts[2]);
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static String requestId(Json.Obj params) throws AcsException {
        String id = text(params, "request_id", "params.request_id");
        try {
            if (id.length() == UUID_LETTERS && UUID.fromString(id).toString().equalsIgnoreCase(id)) {
                return id;
            }
        } catch (IllegalArgumentException none) {
            // Told below.
        }
        throw invalid("params.request_id", "a UUID");
    }

    private static Instant timestamp(Json.Obj params) throws AcsException {
        try {
            return OffsetDateTime.parse(text(params, "timestamp", "params.timestamp"))
                    .toInstant();
        } catch (DateTimeException none) {
            throw invalid("params.timestamp", "a time as RFC 3339 has it");
        }
    }

    private static Json.Obj object(Json.Obj parent, String name, String path) throws AcsException {
        return parent.object(name).orElseThrow(() -> invalid(path, "an object"));
    }

    private static String text(Json.Obj parent, String name, String path) throws AcsException {
        return parent.text(name)
                .filter(text -> !text.isEmpty() && text.length() <= LONGEST)
                .orElseThrow(() -> invalid(path, "a string of 1 to 256 characters"));
    }

    private static AcsException invalid(String path, String what) {
        return AcsError.INVALID_REQUEST.because("'" + path + "': expected " + what + ".");
    }

    /** The chain's head as the agent knows it. */
    Optional<String> chainHash() {
        return params.text("chain_hash")
                .or(() -> params.object("metadata").flatMap(metadata -> metadata.text("chain_hash")));
    }

    Json.Obj unsignedParams() {
        return without(params, SIGNATURE);
    }

    /** By whom, and over what (section 10). */
    SignedRequest signed() throws AcsException {
        Json.Obj signature = params.object(SIGNATURE).orElse(Json.Obj.EMPTY);
        if (!signature.text("algorithm").equals(Optional.of(ALGORITHM))) {
            throw AcsError.SIGNATURE_INVALID.because("'params.signature.algorithm': expected " + ALGORITHM + ".");
        }
        return new SessionSignature(
                signature.text("key_id").orElse(""),
                sessionId,
                signedBytes(with(message, "params", unsignedParams())),
                value(signature));
    }

    /** One that is not of this form fits nothing. */
    private static byte[] value(Json.Obj signature) {
        try {
            return Base64.getDecoder().decode(signature.text("value").orElse(""));
        } catch (IllegalArgumentException noBase64) {
            return new byte[0];
        }
    }

    static byte[] signedBytes(Json.Obj unsigned) throws AcsException {
        try {
            return CanonicalJson.RFC_8785.bytes(unsigned);
        } catch (ArithmeticException beyondDouble) {
            throw AcsError.INVALID_REQUEST.because("A number is beyond IEEE 754 double, and has no canonical form.");
        }
    }

    static Json.Obj with(Json.Obj object, String name, Json value) {
        var members = new LinkedHashMap<>(object.members());
        members.put(name, value);
        return new Json.Obj(members);
    }

    private static Json.Obj without(Json.Obj object, String name) {
        var members = new LinkedHashMap<>(object.members());
        members.remove(name);
        return new Json.Obj(members);
    }

    /** HMAC-SHA256 with a key of the session's own. */
    private record SessionSignature(String keyId, String sessionId, byte[] signed, byte[] value)
            implements SignedRequest {
        @Override
        public String purpose() {
            return Acs.NAME;
        }

        @Override
        public boolean isSignedWith(byte[] secret) {
            byte[] key = HkdfSha256.key(secret, sessionId);
            return java.security.MessageDigest.isEqual(HmacSha256.of(key, signed), value);
        }
    }
}
