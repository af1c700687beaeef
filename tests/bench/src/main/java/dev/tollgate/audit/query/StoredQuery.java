package dev.tollgate.audit.query;

import dev.tollgate.bench.HttpEvent;
import dev.tollgate.core.http.Traces;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
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
        byte[] event = HttpEvent.withoutId("GET", path, parameters(query), key, "");
        var answer = new ByteArrayOutputStream(1 << 16);
        handler.handleRequest(new ByteArrayInputStream(event), answer, null);
        return answer.toString(StandardCharsets.UTF_8);
    }

    private static Map<String, String> parameters(String query) {
        var parameters = new HashMap<String, String>();
        for (String parameter : query.split("&")) {
            int equals = parameter.indexOf('=');
            if (equals > 0) {
                parameters.put(parameter.substring(0, equals), parameter.substring(equals + 1));
            }
        }
        return parameters;
    }
}
