package dev.tollgate.core.http;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** API Gateway's HTTP API events, payload format 2.0, and the answers to them. */
public final class GatewayEvent {
    /** Authorizer claims can be nested; the request's own body is a string here and bounded by its reader. */
    private static final int MAX_DEPTH = 64;

    private final JsonText json = new JsonText(MAX_DEPTH);

    /** @throws JsonException when this is no such event: the function was called by something else */
    public HttpRequest read(byte[] event) throws JsonException {
        if (!(json.parse(event) instanceof Json.Obj object)) {
            throw new JsonException("expected an event of API Gateway, an object");
        }
        Json.Obj context = object.object("requestContext").orElse(Json.Obj.EMPTY);
        Json.Obj http = context.object("http").orElse(Json.Obj.EMPTY);
        return new HttpRequest(
                required(http, "method"),
                required(object, "rawPath"),
                headers(object.object("headers").orElse(Json.Obj.EMPTY)),
                body(object),
                http.text("sourceIp").orElse(""),
                context.text("requestId").orElse(""),
                context.object("authorizer"));
    }

    public byte[] write(HttpResponse response) {
        var headers = Json.object();
        response.headers().forEach(headers::put);
        return JsonText.writeBytes(Json.object()
                .put("statusCode", response.status())
                .put("headers", headers.build())
                .put("body", response.body())
                .put("isBase64Encoded", Json.of(false))
                .build());
    }

    private static String required(Json.Obj object, String name) throws JsonException {
        return object.text(name)
                .orElseThrow(() -> new JsonException("expected an event of API Gateway, payload 2.0, with " + name));
    }

    private static Map<String, String> headers(Json.Obj object) {
        var headers = new LinkedHashMap<String, String>();
        object.members().forEach((name, value) -> {
            if (value instanceof Json.Str(String text)) {
                headers.put(name.toLowerCase(Locale.ROOT), text);
            }
        });
        return headers;
    }

    private static byte[] body(Json.Obj object) throws JsonException {
        String body = object.text("body").orElse("");
        if (object.get("isBase64Encoded").filter(Json.Bool.TRUE::equals).isEmpty()) {
            return body.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getDecoder().decode(body);
        } catch (IllegalArgumentException notBase64) {
            throw new JsonException("expected the event's body in base 64");
        }
    }
}
