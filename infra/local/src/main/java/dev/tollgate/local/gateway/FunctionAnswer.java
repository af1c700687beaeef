package dev.tollgate.local.gateway;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.local.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;

/** A function's answer in payload format 2.0, made the answer to the client. */
final class FunctionAnswer {
    private static final Set<String> WRITTEN_BY_THE_SERVER = Set.of(
            "connection",
            "content-length",
            "date",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private final JsonText json = new JsonText(1_000);

    /** Empty when it is not what API Gateway takes for an answer. */
    Optional<HttpResponse> read(byte[] payload, String requestId) {
        Json value;
        try {
            value = json.parse(payload);
        } catch (JsonException notJson) {
            return Optional.empty();
        }
        if (value instanceof Json.Obj object && object.get("statusCode").isPresent()) {
            return spelledOut(object, requestId);
        }
        // Without a status, the answer itself is the body.
        byte[] body = value instanceof Json.Str(String text) ? text.getBytes(StandardCharsets.UTF_8) : payload;
        return Optional.of(new HttpResponse(
                200,
                HttpFields.build().add("Content-Type", "application/json").add("Apigw-Requestid", requestId),
                body));
    }

    private static Optional<HttpResponse> spelledOut(Json.Obj answer, String requestId) {
        long status = answer.integer("statusCode").orElse(0L);
        Optional<byte[]> body = body(answer);
        if (status < 200 || status > 599 || body.isEmpty()) {
            return Optional.empty();
        }
        HttpFields.Mutable headers = HttpFields.build();
        if (!addHeaders(answer, headers)) {
            return Optional.empty();
        }
        if (body.get().length > 0 && !headers.contains("Content-Type")) {
            headers.add("Content-Type", "text/plain;charset=UTF-8");
        }
        headers.add("Apigw-Requestid", requestId);
        return Optional.of(new HttpResponse((int) status, headers, body.get()));
    }

    private static Optional<byte[]> body(Json.Obj answer) {
        return switch (answer.get("body").orElse(Json.Null.NULL)) {
            case Json.Null ignored -> Optional.of(new byte[0]);
            case Json.Str(String text)
            when answer.get("isBase64Encoded").orElse(Json.Bool.FALSE) == Json.Bool.TRUE -> {
                try {
                    yield Optional.of(Base64.getDecoder().decode(text));
                } catch (IllegalArgumentException notBase64) {
                    yield Optional.empty();
                }
            }
            case Json.Str(String text) -> Optional.of(text.getBytes(StandardCharsets.UTF_8));
            case Json other -> Optional.empty();
        };
    }

    private static boolean addHeaders(Json.Obj answer, HttpFields.Mutable headers) {
        boolean valid = true;
        for (Map.Entry<String, Json> header :
                answer.object("headers").orElse(Json.Obj.EMPTY).members().entrySet()) {
            valid &= add(header.getKey(), header.getValue(), headers);
        }
        for (Map.Entry<String, Json> header : answer.object("multiValueHeaders")
                .orElse(Json.Obj.EMPTY)
                .members()
                .entrySet()) {
            if (header.getValue() instanceof Json.Arr(List<Json> values)) {
                for (Json value : values) {
                    valid &= add(header.getKey(), value, headers);
                }
            }
        }
        for (String cookie : answer.texts("cookies")) {
            valid &= add("Set-Cookie", Json.of(cookie), headers);
        }
        return valid;
    }

    private static boolean add(String name, Json value, HttpFields.Mutable headers) {
        String text = switch (value) {
            case Json.Str(String string) -> string;
            case Json.Num(String number) -> number;
            case Json.Bool bool -> Boolean.toString(bool.value());
            case Json.Null ignored -> "";
            case Json.Obj ignored -> null;
            case Json.Arr ignored -> null;
        };
        if (text == null || !isPlain(text) || !isPlain(name) || name.isEmpty() || name.indexOf(':') >= 0) {
            return false;
        }
        if (!WRITTEN_BY_THE_SERVER.contains(name.toLowerCase(Locale.ROOT))) {
            headers.add(name, text);
        }
        return true;
    }

    /** A line end within a header would be a header of the caller's choice. */
    private static boolean isPlain(String text) {
        return text.chars().allMatch(c -> (c >= 0x20 || c == '\t') && c != 0x7F);
    }
}
