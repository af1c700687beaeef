package dev.tollgate.redaction;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.answer.Loaded;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.TraceParent;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.policy.BundleException;
import dev.tollgate.core.policy.CurrentBundle;
import dev.tollgate.core.redact.AnswerRules;
import dev.tollgate.core.redact.BuiltInProfiles;
import dev.tollgate.core.redact.Cap;
import dev.tollgate.core.redact.PseudonymKey;
import dev.tollgate.core.redact.Redactor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Does before the first request what would make it slow: loads the bundle, connects to the store, scans a text. What is
 * asked has no key, so nothing is recorded, and a chain gets its name with the first real request.
 */
final class Priming {
    private static final Logger LOG = Logger.getLogger(Priming.class);
    private static final Duration LONGEST = Duration.ofSeconds(3);
    private static final byte[] SAMPLE =
            "{\"outcome\":{\"status\":\"ok\"},\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"Call +1 202-555-0143 or write to ada@example.com\"}]}}"
                    .getBytes(StandardCharsets.UTF_8);

    private final Api api;
    private final CurrentBundle<Loaded> bundle;
    private final Redactor redactor;

    Priming(Api api, CurrentBundle<Loaded> bundle, Redactor redactor) {
        this.api = api;
        this.bundle = bundle;
        this.redactor = redactor;
    }

    void run() {
        Deadline deadline = Deadline.in(LONGEST);
        try {
            bundle.current(deadline);
            var rules = new AnswerRules(List.copyOf(BuiltInProfiles.ALL.values()), List.of(), List.of(), Cap.NONE);
            var key = new PseudonymKey("k0", new byte[32]);
            redactor.redact(SAMPLE, 0, SAMPLE.length, rules, key, Redactor.Detail.COUNTS);
        } catch (StoreException | BundleException | JsonException notNow) {
            // The first request will try again, and say what it means for it.
            LOG.warnf("started without a bundle: %s", notNow.getMessage());
        }
        api.answer(
                new HttpRequest(
                        "POST",
                        "/v1/redact",
                        Map.of("content-type", "application/json", "traceparent", TraceParent.UNTRACED),
                        SAMPLE,
                        "",
                        "priming",
                        Optional.empty()),
                deadline);
    }
}
