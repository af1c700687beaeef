package dev.tollgate.audit.query;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tollgate.core.Deadline;
import dev.tollgate.core.http.GatewayEvent;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.http.Problem;
import dev.tollgate.core.json.JsonException;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/** The query function's entry: an API Gateway event in, an answer to it out, within 4 seconds whatever fails. */
@Named(QueryHandler.NAME)
public final class QueryHandler implements RequestStreamHandler {
    static final String NAME = "query";

    private static final Duration TIME = Duration.ofMillis(3_800);

    private final Api api;
    private final GatewayEvent gateway = new GatewayEvent();

    public QueryHandler(Api api) {
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
            request = gateway.read(event);
        } catch (JsonException notOurs) {
            return Problem.badRequest("The event: " + notOurs.getMessage() + ".")
                    .response("");
        }
        return api.answer(request, deadline);
    }
}
