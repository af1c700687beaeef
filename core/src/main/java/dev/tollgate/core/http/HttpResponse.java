package dev.tollgate.core.http;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer to a request. */
public record HttpResponse(int status, Map<String, String> headers, String body) {
    public HttpResponse {
        headers = Map.copyOf(headers);
    }

    public static HttpResponse json(int status, Json body) {
        return new HttpResponse(
                status, Map.of("content-type", "application/json", "cache-control", "no-store"), JsonText.write(body));
    }

    public HttpResponse with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new HttpResponse(status, more, body);
    }
}
