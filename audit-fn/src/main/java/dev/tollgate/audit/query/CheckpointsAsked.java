package dev.tollgate.audit.query;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.seal.CheckpointTimes;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One page of checkpoints that a caller asks for. An empty page has its last before its first.
 *
 * @param first the lowest number that belongs to what is asked for
 * @param last the highest number of this page
 */
record CheckpointsAsked(long first, long last, int limit) {
    private static final Set<String> NAMES = Set.of("from", "to", "limit", "cursor");
    private static final int USUAL = 10;
    private static final int MOST = 100;
    private static final int MOST_DIGITS = 12;

    static CheckpointsAsked read(Map<String, String> query, CheckpointTimes times, Deadline deadline)
            throws ProblemException, StoreException {
        for (String name : query.keySet()) {
            if (!NAMES.contains(name)) {
                throw Filters.wrong("query", "only from, to, limit, cursor");
            }
        }
        int limit = limit(Optional.ofNullable(query.get("limit")));
        long first = 0;
        if (query.containsKey("from")) {
            OptionalLong number = number(query.get("from"));
            first = number.isPresent()
                    ? number.getAsLong()
                    : times.firstFrom(Asked.moment("from", query).orElseThrow(), deadline);
        }
        long last = times.next(deadline) - 1;
        if (query.containsKey("to")) {
            OptionalLong number = number(query.get("to"));
            long to = number.isPresent()
                    ? number.getAsLong()
                    : times.firstFrom(Asked.moment("to", query).orElseThrow(), deadline) - 1;
            last = Math.min(last, to);
        }
        String cursor = query.getOrDefault("cursor", "");
        if (!cursor.isEmpty()) {
            last = Math.min(
                    last,
                    number(cursor).orElseThrow(() -> Filters.wrong("cursor", "the next_cursor of the page before")));
        }
        return new CheckpointsAsked(first, last, limit);
    }

    /** The lowest number of this page. */
    long lowest() {
        return Math.max(first, last - limit + 1);
    }

    boolean isEmpty() {
        return last < first;
    }

    private static OptionalLong number(String text) {
        boolean isNumber =
                !text.isEmpty() && text.length() <= MOST_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    private static int limit(Optional<String> text) throws ProblemException {
        OptionalLong limit = text.isEmpty() ? OptionalLong.of(USUAL) : number(text.get());
        if (limit.isEmpty() || limit.getAsLong() < 1 || limit.getAsLong() > MOST) {
            throw Filters.wrong("limit", "a whole number from 1 to " + MOST);
        }
        return Math.toIntExact(limit.getAsLong());
    }
}
