package dev.tollgate.decision;

import dev.tollgate.bench.HttpEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
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

    /** @return the answer, as API Gateway gets it */
    public String post(String path, String key, String body) throws IOException {
        byte[] event = HttpEvent.withoutId("POST", path, Map.of(), key, body);
        var answer = new ByteArrayOutputStream(1_024);
        handler.handleRequest(new ByteArrayInputStream(event), answer, null);
        return answer.toString(StandardCharsets.UTF_8);
    }
}
