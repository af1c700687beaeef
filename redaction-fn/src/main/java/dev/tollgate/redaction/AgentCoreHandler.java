package dev.tollgate.redaction;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tollgate.core.Deadline;
import dev.tollgate.core.hook.AgentCoreEvent;
import dev.tollgate.redaction.dialect.AgentCoreRequest;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The entry of the same function where it is the RESPONSE interceptor of an AgentCore gateway. */
@Named(AgentCoreHandler.NAME)
public final class AgentCoreHandler implements RequestStreamHandler {
    static final String NAME = "agentcore";

    private final Api api;
    private final AgentCoreEvent events;

    public AgentCoreHandler(Api api, @ConfigProperty(name = "tollgate.agentcore.identity") Optional<String> identity) {
        this.api = api;
        this.events = new AgentCoreEvent(identity);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        Deadline deadline = Deadline.in(RedactionHandler.TIME);
        byte[] event = input.readAllBytes();
        String requestId = context == null ? "" : context.getAwsRequestId();
        output.write(api.answer(events.request(AgentCoreRequest.of(event), event, requestId), deadline)
                .bytes());
    }
}
