package dev.tollgate.audit.query;

import dev.tollgate.core.http.Traces;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The query function as it is deployed, in this process, on the tables of a local stack. For measurements. */
public final class StoredQuery {
    private final QueryHandler handler;

    /** @param stack what CloudFormation would begin the tables' names with */
    public StoredQuery(String stack) {
        this.handler = new QueryHandler(new Wiring()
                .api(
                        stack + "-RegistryTable",
                        stack + "-StateTable",
                        stack + "-AuditTable",
                        "keys",
                        Optional.empty(),
                        "bench",
                        "bench",
                        "bench",
                        Traces.OFF));
    }

    /**
     * @param query parameters, none of which needs an escape
     * @return the answer, as API Gateway gets it
     */
    public String get(String path, String query, String key) throws IOException {
        byte[] event = JsonText.writeBytes(Json.object()
                .put("version", "2.0")
                .put("rawPath", path)
                .put("queryStringParameters", parameters(query))
                .put(
                        "headers",
                        Json.object().put("authorization", "Bearer " + key).build())
                .put(
                        "requestContext",
                        Json.object()
                                .put("requestId", "6b03c1de61d54fd0")
                                .put(
                                        "http",
                                        Json.object()
                                                .put("method", "GET")
                                                .put("path", path)
                                                .put("sourceIp", "192.0.2.1")
                                                .build())
                                .build())
                .put("isBase64Encoded", Json.of(false))
                .build());
        var answer = new ByteArrayOutputStream(1 << 16);
        handler.handleRequest(new ByteArrayInputStream(event), answer, null);
        return answer.toString(StandardCharsets.UTF_8);
    }

    private static Json parameters(String query) {
        var parameters = Json.object();
        for (String parameter : query.split("&")) {
            int equals = parameter.indexOf('=');
            if (equals > 0) {
                parameters.put(parameter.substring(0, equals), parameter.substring(equals + 1));
            }
        }
        return parameters.build();
    }
}
