package dev.tollgate.local.template;

import java.time.Duration;
import java.util.List;

/**
 * A table's stream that is fed to a function.
 *
 * @param id {@code Function.Event}, as in the template
 * @param startingPosition {@code TRIM_HORIZON} or {@code LATEST}
 * @param maximumRetryAttempts -1 for without end
 * @param maximumRecordAge zero for without end
 * @param filters event patterns; a record that matches none is skipped; none at all lets all through
 */
public record EventSource(
        String id,
        String function,
        String table,
        String startingPosition,
        int batchSize,
        Duration batchingWindow,
        int maximumRetryAttempts,
        Duration maximumRecordAge,
        boolean bisectBatchOnError,
        boolean reportsBatchItemFailures,
        List<String> filters) {

    public EventSource {
        filters = List.copyOf(filters);
    }
}
