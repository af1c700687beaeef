package dev.tollgate.bench;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import java.util.Map;

/** What API Gateway's HTTP API hands a function for a request, as far as functions read it. */
public final class HttpEvent {
    private HttpEvent() {}

    /** @param key of the caller, as text */
    public static byte[] of(String method, String path, Map<String, String> query, String key, String body) {
        Json.Members headers = headers(key).put("x-request-id", "bfe9eb29-ab87-4ca3-be83-a1d5d8305716");
        return event(method, path, query, headers, body);
    }

    /** Of a caller that gives its requests no ids, so that none of them can be taken for another one repeated. */
    public static byte[] withoutId(String method, String path, Map<String, String> query, String key, String body) {
        return event(method, path, query, headers(key), body);
    }

    private static Json.Members headers(String key) {
        return Json.object()
                .put("authorization", "Bearer " + key)
                .put("content-type", "application/json")
                .put("user-agent", "bench/1");
    }

    private static byte[] event(
            String method, String path, Map<String, String> query, Json.Members headers, String body) {
        var event = Json.object().put("version", "2.0").put("rawPath", path).put("headers", headers.build());
        if (!query.isEmpty()) {
            var parameters = Json.object();
            query.forEach(parameters::put);
            event.put("queryStringParameters", parameters.build());
        }
        return JsonText.writeBytes(event.put(
                        "requestContext",
                        Json.object()
                                .put("requestId", "6b03c1de61d54fd0")
                                .put(
                                        "http",
                                        Json.object()
                                                .put("method", method)
                                                .put("path", path)
                                                .put("sourceIp", "192.0.2.1")
                                                .build())
                                .build())
                .put("body", body)
                .put("isBase64Encoded", Json.of(false))
                .build());
    }
}
