package dev.tollgate.audit.query;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.TraceParent;
import dev.tollgate.core.policy.BundleException;
import dev.tollgate.core.policy.CurrentBundle;
import dev.tollgate.core.record.IndexKeys.Index;
import dev.tollgate.core.record.RecordId;
import dev.tollgate.core.record.RecordQuery;
import dev.tollgate.core.record.RecordReader;
import dev.tollgate.core.record.RecordSearch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Does before the first request what would make it slow: loads the bundle, connects to the store, searches. What is
 * searched is not there and what is asked has no key, so nothing is shown and nothing recorded, and a chain gets its
 * name with the first real request.
 */
final class Priming {
    private static final Logger LOG = Logger.getLogger(Priming.class);
    private static final Duration LONGEST = Duration.ofSeconds(3);

    /** No agent is called so, and no writer. */
    private static final String NOBODY = "-";

    private final Api api;
    private final CurrentBundle<Loaded> bundle;
    private final RecordSearch search;
    private final RecordReader reader;

    Priming(Api api, CurrentBundle<Loaded> bundle, RecordSearch search, RecordReader reader) {
        this.api = api;
        this.bundle = bundle;
        this.search = search;
        this.reader = reader;
    }

    void run(Instant now) {
        Deadline deadline = Deadline.in(LONGEST);
        try {
            bundle.current(deadline);
            var query = new RecordQuery(
                    Index.BY_AGENT, List.of(NOBODY), now.minusSeconds(1), now, Map.of("effect", Set.of("deny")));
            search.page(query, Optional.empty(), 1, deadline);
            reader.find(new RecordId(NOBODY, 0, Optional.empty()), deadline);
        } catch (StoreException | BundleException notNow) {
            // The first request will try again, and say what it means for it.
            LOG.warnf("started without a bundle: %s", notNow.getMessage());
        }
        api.answer(
                new HttpRequest(
                        "GET",
                        "/v1/audit/records",
                        Map.of("traceparent", TraceParent.UNTRACED),
                        new byte[0],
                        "",
                        "priming",
                        Optional.empty(),
                        Map.of("agent", NOBODY)),
                deadline);
    }
}
