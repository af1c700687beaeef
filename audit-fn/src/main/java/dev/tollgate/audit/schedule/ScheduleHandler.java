package dev.tollgate.audit.schedule;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.http.Traces;
import dev.tollgate.core.http.Traces.Trigger;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.seal.SigningException;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import org.jboss.logging.Logger;

/** The schedule function's entry: does what is due, whatever the event says, and fails when nothing could be sealed. */
@Named(ScheduleHandler.NAME)
public final class ScheduleHandler implements RequestStreamHandler {
    static final String NAME = "schedule";

    private static final Logger LOG = Logger.getLogger(ScheduleHandler.class);

    /** Less than the function has, and than a minute. */
    private static final Duration TIME = Duration.ofSeconds(50);

    private static final Duration FOR_ITS_AGE = Duration.ofSeconds(3);

    private final Minute minute;
    private final CheckpointAge age;
    private final Traces traces;

    public ScheduleHandler(Minute minute, CheckpointAge age, Traces traces) {
        this.minute = minute;
        this.age = age;
        this.traces = traces;
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        event.readAllBytes();
        answer.write(traces.during(context.getAwsRequestId(), NAME, Trigger.TIMER, this::run));
    }

    private byte[] run() throws IOException {
        Deadline deadline = Deadline.in(TIME);
        try {
            return JsonText.writeBytes(minute.run(deadline));
        } catch (StoreException | SigningException | ForeignCheckpointException failed) {
            LOG.errorf("not everything was sealed: %s", failed.getMessage());
            throw new IOException("not everything was sealed: " + failed.getMessage());
        } finally {
            age.tell(deadline.later(FOR_ITS_AGE));
        }
    }
}
