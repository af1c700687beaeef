package dev.tollgate.core.http;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** API Gateway's HTTP API events, payload format 2.0, and the answers to them. */
public final class GatewayEvent {
    /** Authorizer claims can be nested; the request's own body is a string here and bounded by its reader. */
    private static final int MAX_DEPTH = 64;

    /** What Lambda takes as an event and as an answer, in bytes. */
    public static final int MOST_BYTES = 6_291_556;

    private static final byte[] BODY = ",\"body\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\"}".getBytes(StandardCharsets.US_ASCII);

    private final JsonText json = new JsonText(MAX_DEPTH);

    /** @throws JsonException when this is no such event: the function was called by something else */
    public HttpRequest read(byte[] event) throws JsonException {
        if (!(json.parse(event) instanceof Json.Obj object)) {
            throw new JsonException("expected an event of API Gateway, an object");
        }
        return read(object, body(object));
    }

    /**
     * @param object the event, its body left out
     * @param body as it was sent
     */
    public static HttpRequest read(Json.Obj object, byte[] body) throws JsonException {
        Json.Obj context = object.object("requestContext").orElse(Json.Obj.EMPTY);
        Json.Obj http = context.object("http").orElse(Json.Obj.EMPTY);
        return new HttpRequest(
                required(http, "method"),
                required(object, "rawPath"),
                headers(object.object("headers").orElse(Json.Obj.EMPTY)),
                body,
                http.text("sourceIp").orElse(""),
                context.text("requestId").orElse(""),
                context.object("authorizer"),
                texts(object.object("queryStringParameters").orElse(Json.Obj.EMPTY)));
    }

    /** The body is copied from bytes to bytes: it may be as large as Lambda takes. */
    public byte[] write(HttpResponse response) {
        var headers = Json.object();
        response.headers().forEach(headers::put);
        Json.Obj head = Json.object()
                .put("statusCode", response.status())
                .put("headers", headers.build())
                .put("isBase64Encoded", Json.of(response.isPacked()))
                .build();
        byte[] opening = JsonText.writeBytes(head);
        var event = new ByteArrayOutputStream(opening.length + response.bytes().length * 3 / 2 + 16);
        event.write(opening, 0, opening.length - 1);
        event.writeBytes(BODY);
        if (response.isPacked()) {
            event.writeBytes(Base64.getEncoder().encode(response.bytes()));
        } else {
            QuotedBytes.write(response.bytes(), event);
        }
        event.writeBytes(END);
        return event.toByteArray();
    }

    /** How many bytes of an event a body takes. */
    public static long bytesInEvent(HttpResponse response) {
        return response.isPacked() ? (response.bytes().length + 2L) / 3 * 4 : QuotedBytes.length(response.bytes());
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

    private static Map<String, String> texts(Json.Obj object) {
        var texts = new LinkedHashMap<String, String>();
        object.members().forEach((name, value) -> {
            if (value instanceof Json.Str(String text)) {
                texts.put(name, text);
            }
        });
        return texts;
    }

    private static byte[] body(Json.Obj object) throws JsonException {
        return body(object, object.text("body").orElse("").getBytes(StandardCharsets.UTF_8));
    }

    /** @param body as it stands in the event, without JSON's escapes */
    public static byte[] body(Json.Obj object, byte[] body) throws JsonException {
        if (object.get("isBase64Encoded").filter(Json.Bool.TRUE::equals).isEmpty()) {
            return body;
        }
        try {
            return Base64.getDecoder().decode(body);
        } catch (IllegalArgumentException notBase64) {
            throw new JsonException("expected the event's body in base 64");
        }
    }
}
