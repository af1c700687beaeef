package dev.tollgate.core.agent;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.agent.Presented.Why;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out who asks: by Tollgate's own keys, or by what API Gateway has verified. */
public final class Credentials {
    private static final Pattern BEARER = Pattern.compile("(?i:Bearer) +([\\x21-\\x7E]+)");
    private static final Pattern ASSUMED_ROLE =
            Pattern.compile("arn:([a-z-]+):sts::(\\d{12}):assumed-role/([\\w+=,.@-]+)/[\\w+=,.@-]+");

    /** Stands for a key that cannot be: it is looked up and compared like any other, so that it takes the same time. */
    private static final KeyToken NOBODY = new KeyToken("a".repeat(16), "a".repeat(52));

    private static final String NO_HASH = "0".repeat(64);

    private final Method method;
    private final AgentDirectory directory;
    private final InstantSource clock;

    public Credentials(Method method, AgentDirectory directory, InstantSource clock) {
        this.method = method;
        this.directory = directory;
        this.clock = clock;
    }

    /** Who verifies callers. */
    public enum Method {
        /** Tollgate, by the secrets of its own keys. */
        KEYS,
        /** API Gateway, by JSON Web Tokens. */
        JWT,
        /** API Gateway, by AWS signatures. */
        IAM
    }

    public Presented presented(HttpRequest request, Deadline deadline) throws StoreException {
        return switch (method) {
            case KEYS -> byToken(request, deadline);
            case JWT ->
                byIdentity(
                        "jwt:",
                        claim(request, "jwt", "claims", "sub"),
                        claim(request, "jwt", "claims", "acr"),
                        deadline);
            case IAM ->
                byIdentity(
                        "iam:",
                        claim(request, "iam", "userArn").map(Credentials::withoutSession),
                        Optional.empty(),
                        deadline);
        };
    }

    /** Of a request that is signed. Only Tollgate's own keys can sign. */
    public Presented presented(SignedRequest signed, Deadline deadline) throws StoreException {
        if (method != Method.KEYS) {
            return new Presented.Nothing();
        }
        // Looked up and compared like any other, so that it takes the same time.
        boolean isId = KeyToken.isKeyId(signed.keyId());
        Optional<AccessKey> key = directory.key(isId ? signed.keyId() : NOBODY.keyId(), deadline);
        String hash = key.flatMap(AccessKey::secretHash).orElse(NO_HASH);
        boolean same = signed.isSignedWith(SignedRequest.secret(hash, signed.purpose()));
        if (!isId) {
            return new Presented.Nothing();
        }
        return key.isPresent() && !same
                ? new Presented.Refused(Why.WRONG_SECRET, signed.keyId(), key)
                : presented(signed.keyId(), key, Optional.empty());
    }

    private Presented byToken(HttpRequest request, Deadline deadline) throws StoreException {
        Optional<KeyToken> sent = request.header("authorization")
                .map(BEARER::matcher)
                .filter(Matcher::matches)
                .flatMap(bearer -> KeyToken.parse(bearer.group(1)));
        KeyToken token = sent.orElse(NOBODY);
        Optional<AccessKey> key = directory.key(token.keyId(), deadline);
        String expected = key.flatMap(AccessKey::secretHash).orElse(NO_HASH);
        boolean same = MessageDigest.isEqual(
                token.secretHash().getBytes(StandardCharsets.US_ASCII), expected.getBytes(StandardCharsets.US_ASCII));
        if (sent.isEmpty()) {
            return new Presented.Nothing();
        }
        return key.isPresent() && !same
                ? new Presented.Refused(Why.WRONG_SECRET, token.keyId(), key)
                : presented(token.keyId(), key, Optional.empty());
    }

    private Presented byIdentity(String prefix, Optional<String> identity, Optional<String> acr, Deadline deadline)
            throws StoreException {
        if (identity.isEmpty()) {
            return new Presented.Nothing();
        }
        String id = prefix + identity.get();
        return presented(id, directory.key(id, deadline), acr);
    }

    private Presented presented(String id, Optional<AccessKey> key, Optional<String> acr) {
        if (key.isPresent() && key.get().liveAt(clock.instant())) {
            return new Presented.Known(new Caller(key.get(), acr));
        }
        Why why = key.map(AccessKey::status)
                .map(status -> switch (status) {
                    case ACTIVE -> Why.EXPIRED_KEY;
                    case REVOKED -> Why.REVOKED_KEY;
                    case ROTATED -> Why.ROTATED_KEY;
                })
                .orElse(Why.UNKNOWN_KEY);
        return new Presented.Refused(why, id, key);
    }

    private static Optional<String> claim(HttpRequest request, String... path) {
        Optional<Json> value = request.authorizer().map(authorizer -> authorizer);
        for (String step : path) {
            value = value.flatMap(json -> json instanceof Json.Obj object ? object.get(step) : Optional.empty());
        }
        return value.flatMap(json -> json instanceof Json.Str(String text) ? Optional.of(text) : Optional.empty());
    }

    /** A role's sessions come and go; what is registered is the role. */
    private static String withoutSession(String arn) {
        Matcher role = ASSUMED_ROLE.matcher(arn);
        return role.matches() ? "arn:" + role.group(1) + ":iam::" + role.group(2) + ":role/" + role.group(3) : arn;
    }
}
