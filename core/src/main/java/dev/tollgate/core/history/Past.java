package dev.tollgate.core.history;

import dev.tollgate.core.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is known of one history.
 *
 * @param labels when each was last seen
 * @param calls of each tool since some moment
 * @param amounts since some moment
 * @param uses when each tool was last used
 */
public record Past(
        Map<String, Instant> labels, Map<String, Long> calls, Map<String, Long> amounts, Map<String, Instant> uses) {
    /** A tool that was not used for so long is used for the first time again. */
    public static final Duration USE_REMEMBERED = Duration.ofDays(90);

    public static final Past NOTHING = new Past(Map.of(), Map.of(), Map.of(), Map.of());

    public Past {
        labels = Map.copyOf(labels);
        calls = Map.copyOf(calls);
        amounts = Map.copyOf(amounts);
        uses = Map.copyOf(uses);
    }

    public Past plus(Note note, Instant at) {
        var seen = new HashMap<>(labels);
        note.labels().forEach(label -> seen.merge(label, at, Past::later));
        var counts = new HashMap<>(calls);
        note.counted().ifPresent(tool -> counts.merge(tool, 1L, Past::sum));
        var sums = new HashMap<>(amounts);
        note.amounts().forEach((name, amount) -> sums.merge(name, amount, Past::sum));
        var used = new HashMap<>(uses);
        note.used().ifPresent(tool -> used.merge(tool, at, Past::later));
        return new Past(seen, counts, sums, used);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static long sum(long one, long other) {
        long sum = one + other;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    /**
     * As conditions read it.
     *
     * @param since labels seen before do not count
     * @param tool the one that is called, {@code server/tool}
     */
    public Json.Obj toJson(Instant since, Instant now, Optional<String> tool) {
        boolean isFirst = tool.isPresent()
                && Optional.ofNullable(uses.get(tool.get()))
                        .filter(used -> !used.isBefore(now.minus(USE_REMEMBERED)))
                        .isEmpty();
        return Json.object()
                .put(
                        "labels",
                        Json.texts(labels.entrySet().stream()
                                .filter(label -> !label.getValue().isBefore(since))
                                .map(Map.Entry::getKey)
                                .sorted()
                                .toList()))
                .put("calls", numbers(calls))
                .put("amounts", numbers(amounts))
                .put("first_use", Json.of(isFirst))
                .build();
    }

    private static Json numbers(Map<String, Long> counts) {
        var numbers = Json.object();
        new TreeMap<>(counts).forEach(numbers::put);
        return numbers.build();
    }
}
