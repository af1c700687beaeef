package dev.tollgate.redaction;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tollgate.core.Deadline;
import dev.tollgate.core.http.GatewayEvent;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.http.Problem;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.redact.SplitObject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/**
 * The function's entry: an API Gateway event in, an answer to it out, within 1.5 seconds and half a second for each
 * megabyte, whatever fails.
 */
@Named(RedactionHandler.NAME)
public final class RedactionHandler implements RequestStreamHandler {
    static final String NAME = "api";

    /** Leaves a fifth of a second to write the answer and for a pause of the garbage collector. */
    static final Duration TIME = Duration.ofMillis(1_300);

    /** API Gateway takes 10,240 bytes of headers; what an authorizer adds is not much more. */
    private static final int MOST_BESIDE_BODY = 256 * 1024;

    private static final int MOST_DEPTH = 64;

    private final Api api;
    private final GatewayEvent gateway = new GatewayEvent();

    public RedactionHandler(Api api) {
        this.api = api;
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        Deadline deadline = Deadline.in(TIME);
        answer.write(gateway.write(answer(event.readAllBytes(), deadline)));
    }

    private HttpResponse answer(byte[] event, Deadline deadline) {
        HttpRequest request;
        try {
            request = read(event);
        } catch (JsonException notOurs) {
            return Problem.badRequest("The event: " + notOurs.getMessage() + ".")
                    .response("");
        }
        return api.answer(request, deadline);
    }

    /** The body may be megabytes, so it is cut out of the event instead of being read with it. */
    private static HttpRequest read(byte[] event) throws JsonException {
        SplitObject split = SplitObject.of(event, "body", MOST_BESIDE_BODY, MOST_DEPTH);
        Json.Obj rest = split.rest();
        byte[] body = new byte[0];
        if (split.large().isPresent() && split.large().get().kind() == SplitObject.Kind.STRING) {
            body = SplitObject.text(event, split.large().get());
        }
        return GatewayEvent.read(rest, GatewayEvent.body(rest, body));
    }
}
