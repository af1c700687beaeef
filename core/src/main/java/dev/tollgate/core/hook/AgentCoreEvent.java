package dev.tollgate.core.hook;

import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An event of an interceptor of Amazon Bedrock AgentCore Gateway. The gateway has verified the token of whoever calls it
 * before it calls an interceptor, and only the gateway may call this function; so the token's claims count as those that
 * API Gateway verified, and nobody's signature is checked a second time.
 */
public final class AgentCoreEvent {
    /** Where both functions find the dialect. */
    public static final String PATH = "/hooks/agentcore";

    private static final int MAX_DEPTH = 64;
    private static final String BEARER = "bearer ";

    private final Optional<String> identity;
    private final JsonText json = new JsonText(MAX_DEPTH);

    /** @param identity of every caller, where the gateway's callers have no tokens; empty: the token's subject is */
    public AgentCoreEvent(Optional<String> identity) {
        this.identity = identity;
    }

    /** @param gatewayRequest the part of the event that tells of the client's request */
    public HttpRequest request(Json.Obj gatewayRequest, byte[] event, String requestId) {
        Map<String, String> headers = headers(gatewayRequest);
        Optional<Json.Obj> claims = identity.map(
                        subject -> Json.object().put("sub", subject).build())
                .or(() -> Optional.ofNullable(headers.remove("authorization")).flatMap(this::claims));
        headers.remove("authorization");
        headers.put("content-type", "application/json");
        return new HttpRequest("POST", PATH, headers, event, "", requestId, claims.map(AgentCoreEvent::authorizer));
    }

    private static Json.Obj authorizer(Json.Obj claims) {
        return Json.object()
                .put("jwt", Json.object().put("claims", claims).build())
                .build();
    }

    private Optional<Json.Obj> claims(String authorization) {
        if (!authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            return Optional.empty();
        }
        String[] parts = authorization.substring(BEARER.length()).strip().split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            String payload = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
            return json.parse(payload) instanceof Json.Obj claims ? Optional.of(claims) : Optional.empty();
        } catch (IllegalArgumentException | JsonException unreadable) {
            return Optional.empty();
        }
    }

    private static Map<String, String> headers(Json.Obj gatewayRequest) {
        var headers = new LinkedHashMap<String, String>();
        gatewayRequest.object("headers").orElse(Json.Obj.EMPTY).members().forEach((name, value) -> {
            if (value instanceof Json.Str(String text)) {
                headers.put(name.toLowerCase(Locale.ROOT), text);
            }
        });
        return headers;
    }
}
