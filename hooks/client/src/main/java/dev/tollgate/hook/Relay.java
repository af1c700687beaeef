package dev.tollgate.hook;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Takes what a runtime asks in its own dialect to Tollgate, with the key that the runtime cannot send. */
public final class Relay implements AutoCloseable {
    private final Api api;

    /** @param settings of which address and key are used */
    public Relay(Settings settings) {
        this.api = new Api(settings.url(), settings.key());
    }

    /** What came back. */
    public sealed interface Heard {
        /**
         * @param recordId of the record that Tollgate wrote before it answered; empty when it wrote none, or was not who
         *     answered
         */
        record Answer(int status, Optional<String> recordId, byte[] body) implements Heard {}

        /** @param why for people; says nothing of the question */
        record Nothing(String why) implements Heard {}
    }

    /**
     * Asks once, since a second question would take the call's limits again.
     *
     * @param pathAndQuery below Tollgate's address, encoded
     * @param patience after it there is no answer
     */
    public Heard ask(String pathAndQuery, Map<String, String> headers, byte[] body, Duration patience) {
        try {
            Api.Answer answer = api.postAsIs(pathAndQuery, headers, body, patience);
            Optional<String> recordId = answer.headers()
                    .firstValue("Tollgate-Decision-Id")
                    .or(() -> answer.headers().firstValue("Tollgate-Record-Id"))
                    .filter(id -> !id.isBlank());
            return new Heard.Answer(answer.status(), recordId, answer.body());
        } catch (NoAnswerException none) {
            return new Heard.Nothing(none.getMessage());
        }
    }

    @Override
    public void close() {
        api.close();
    }
}
