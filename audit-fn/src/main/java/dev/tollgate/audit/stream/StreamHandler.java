package dev.tollgate.audit.stream;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tollgate.core.Deadline;
import dev.tollgate.core.http.Traces;
import dev.tollgate.core.http.Traces.Trigger;
import dev.tollgate.core.json.JsonException;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;

/** The stream function's entry: a batch of changes of the audit table in, from where on to deliver again out. */
@Named(StreamHandler.NAME)
public final class StreamHandler implements RequestStreamHandler {
    static final String NAME = "stream";

    /** Lambda gives 6 MB at most. */
    private static final int MOST_BYTES = 7 * 1024 * 1024;

    private static final Duration TIME = Duration.ofSeconds(50);

    private final StreamConsumer consumer;
    private final Traces traces;
    private final StreamEvent events = new StreamEvent();

    public StreamHandler(StreamConsumer consumer, Traces traces) {
        this.consumer = consumer;
        this.traces = traces;
    }

    /** @throws IOException when it is no event of a stream: then Lambda gives it up after its own count of attempts */
    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        answer.write(handle(event, context.getAwsRequestId()));
    }

    /** @param invocation Lambda's id of it */
    byte[] handle(InputStream event, String invocation) throws IOException {
        Deadline deadline = Deadline.in(TIME);
        byte[] bytes = event.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new IOException("expected an event of at most " + MOST_BYTES + " bytes");
        }
        List<Delivered> delivered;
        try {
            delivered = events.read(bytes);
        } catch (JsonException notOurs) {
            throw new IOException("The event: " + notOurs.getMessage() + ".");
        }
        return StreamEvent.answer(
                traces.during(invocation, NAME, Trigger.DATASOURCE, () -> consumer.take(delivered, deadline)));
    }
}
