package dev.tollgate.core.watch;

import dev.tollgate.core.RecentMap;
import dev.tollgate.core.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How many records a flood may leave: one a minute about the same, and so many a minute in all. What is left out is
 * counted for the next record.
 */
final class RecordBudget {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final int mostAMinute;
    private final RecentMap<String, Instant> admitted;
    private final Map<String, Long> leftOut = new TreeMap<>();

    RecordBudget(int mostAMinute) {
        this.mostAMinute = mostAMinute;
        this.admitted = new RecentMap<>(mostAMinute);
    }

    /**
     * @param about what the record is about
     * @return present when it may be written, with what was left out since the last one: how many of each event
     */
    synchronized Optional<LeftOut> admit(String about, String event, Instant now) {
        admitted.values().removeIf(at -> !now.isBefore(at.plus(MINUTE)));
        if (admitted.containsKey(about) || admitted.size() >= mostAMinute) {
            leftOut.merge(event, 1L, Long::sum);
            return Optional.empty();
        }
        admitted.put(about, now);
        var since = new LeftOut(leftOut);
        leftOut.clear();
        return Optional.of(since);
    }

    record LeftOut(Map<String, Long> byEvent) {
        LeftOut {
            byEvent = new TreeMap<>(byEvent);
        }

        /** Says nothing where nothing was left out. */
        void note(Json.Members members) {
            if (!byEvent.isEmpty()) {
                var counts = Json.object();
                byEvent.forEach(counts::put);
                members.put("left_out", counts.build());
            }
        }
    }
}
