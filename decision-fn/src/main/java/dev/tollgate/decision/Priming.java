package dev.tollgate.decision;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.TraceParent;
import dev.tollgate.core.policy.BundleException;
import dev.tollgate.core.posture.PostureStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Does before the first request what would make it slow: loads the bundle, connects to the store, rehearses decisions. The
 * request that it makes has no key, so nothing is recorded; a chain still gets its name with the first real request, since
 * what runs now may be in a snapshot that is restored many times.
 */
final class Priming {
    private static final Logger LOG = Logger.getLogger(Priming.class);
    private static final Duration LONGEST = Duration.ofSeconds(3);
    private static final String QUESTION = """
            {"subject": {"type": "agent", "id": "nobody"}, "action": {"name": "tools/call"},
             "resource": {"type": "tool", "id": "none", "properties": {"server": "none"}}}""";

    private final Api api;
    private final ActiveBundle bundle;
    private final PostureStore postures;

    /** @param postures not what remembers them: in a snapshot they would be old */
    Priming(Api api, ActiveBundle bundle, PostureStore postures) {
        this.api = api;
        this.bundle = bundle;
        this.postures = postures;
    }

    void run() {
        Deadline deadline = Deadline.in(LONGEST);
        try {
            bundle.current(deadline).ifPresent(Priming::rehearse);
            postures.all(deadline);
        } catch (StoreException | BundleException notNow) {
            // The first request will try again, and say what it means for it.
            LOG.warnf("started without a bundle: %s", notNow.getMessage());
        }
        api.answer(
                new HttpRequest(
                        "POST",
                        "/access/v1/evaluation",
                        Map.of("content-type", "application/json", "traceparent", TraceParent.UNTRACED),
                        QUESTION.getBytes(StandardCharsets.UTF_8),
                        "",
                        "priming",
                        Optional.empty()),
                deadline);
    }

    /** A function that starts slowly is better than one that does not. */
    private static void rehearse(ActiveBundle.Loaded loaded) {
        try {
            new Rehearsal(loaded.engine()).run();
        } catch (RuntimeException defect) {
            LOG.errorf(defect, "started without a rehearsal");
        }
    }
}
