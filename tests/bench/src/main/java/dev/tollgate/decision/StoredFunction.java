package dev.tollgate.decision;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;

/** The decision function as it is deployed, in this process, on the tables of a local stack. For measurements. */
public final class StoredFunction {
    private final DecisionHandler handler;

    /** @param stack what CloudFormation would begin the tables' names with */
    public StoredFunction(String stack) {
        this.handler = new DecisionHandler(new Wiring()
                .api(
                        stack + "-RegistryTable",
                        stack + "-StateTable",
                        stack + "-AuditTable",
                        "keys",
                        Optional.empty(),
                        "https://tollgate.example",
                        800,
                        Optional.empty(),
                        "bench",
                        "bench",
                        "bench",
                        "bench"));
    }

    /** @return the body of the answer */
    public String post(String path, String key, String body) throws IOException {
        return answer("POST", path, key, body);
    }

    private String answer(String method, String path, String key, String body) throws IOException {
        byte[] event = JsonText.writeBytes(Json.object()
                .put("version", "2.0")
                .put("rawPath", path)
                .put(
                        "headers",
                        Json.object()
                                .put("authorization", "Bearer " + key)
                                .put("content-type", "application/json")
                                .build())
                .put(
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
        var answer = new ByteArrayOutputStream(1_024);
        handler.handleRequest(new ByteArrayInputStream(event), answer, null);
        return answer.toString(java.nio.charset.StandardCharsets.UTF_8);
    }
}
