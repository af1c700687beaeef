package dev.tollgate.decision;

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

/** The function's entry: an API Gateway event in, an answer to it out, within 1.5 seconds whatever fails. */
@Named(DecisionHandler.NAME)
public final class DecisionHandler implements RequestStreamHandler {
    static final String NAME = "api";

    /** Leaves a fifth of a second to write the answer and for a pause of the garbage collector. */
    static final Duration TIME_TO_DECIDE = Duration.ofMillis(1_300);

    private static final Duration LEAST_BUDGET = Duration.ofMillis(100);
    private static final Duration LARGEST_BUDGET = Duration.ofMillis(1_000);

    private final Api api;
    private final GatewayEvent gateway = new GatewayEvent();

    public DecisionHandler(Api api) {
        this.api = api;
    }

    /**
     * What the record keeps of the time.
     *
     * @param budget from a request's arrival until reads and limits are given up: 100 to 1,000 ms
     */
    static Duration timeToRecord(Duration budget) {
        if (budget.compareTo(LEAST_BUDGET) < 0 || budget.compareTo(LARGEST_BUDGET) > 0) {
            throw new IllegalArgumentException("a decision's budget is 100 to 1,000 ms, not " + budget.toMillis());
        }
        return TIME_TO_DECIDE.minus(budget);
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        Deadline deadline = Deadline.in(TIME_TO_DECIDE);
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
