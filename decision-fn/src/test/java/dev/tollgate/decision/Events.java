package dev.tollgate.decision;

import dev.tollgate.core.json.Json;

/** API Gateway's events, as far as anybody reads them, with the key of {@code bot}. */
final class Events {
    private Events() {}

    static Json.Obj of(String method, String path, String body) {
        return Json.object()
                .put("version", "2.0")
                .put("rawPath", path)
                .put("headers", headers())
                .put("requestContext", requestContext(method))
                .put("body", body)
                .put("isBase64Encoded", Json.of(false))
                .build();
    }

    private static Json headers() {
        return Json.object()
                .put("content-type", "application/json")
                .put("authorization", "Bearer " + TestBed.AGENT.text())
                .build();
    }

    private static Json requestContext(String method) {
        Json.Obj http =
                Json.object().put("method", method).put("sourceIp", "192.0.2.1").build();
        return Json.object().put("requestId", "gateway-id").put("http", http).build();
    }
}
