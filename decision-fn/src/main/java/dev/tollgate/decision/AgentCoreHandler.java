package dev.tollgate.decision;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tollgate.core.Deadline;
import dev.tollgate.core.hook.AgentCoreEvent;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The entry of the same function where it is the REQUEST interceptor of an AgentCore gateway. */
@Named(AgentCoreHandler.NAME)
public final class AgentCoreHandler implements RequestStreamHandler {
    static final String NAME = "agentcore";

    private static final int MAX_DEPTH = 64;

    private final Api api;
    private final AgentCoreEvent events;
    private final JsonText json = new JsonText(MAX_DEPTH);

    public AgentCoreHandler(Api api, @ConfigProperty(name = "tollgate.agentcore.identity") Optional<String> identity) {
        this.api = api;
        this.events = new AgentCoreEvent(identity);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        Deadline deadline = Deadline.in(DecisionHandler.TIME_TO_DECIDE);
        byte[] event = input.readAllBytes();
        String requestId = context == null ? "" : context.getAwsRequestId();
        output.write(api.answer(events.request(gatewayRequest(event), event, requestId), deadline)
                .bytes());
    }

    private Json.Obj gatewayRequest(byte[] event) {
        try {
            return json.parse(event) instanceof Json.Obj object
                    ? object.object("mcp")
                            .flatMap(mcp -> mcp.object("gatewayRequest"))
                            .orElse(Json.Obj.EMPTY)
                    : Json.Obj.EMPTY;
        } catch (JsonException unreadable) {
            return Json.Obj.EMPTY;
        }
    }
}
