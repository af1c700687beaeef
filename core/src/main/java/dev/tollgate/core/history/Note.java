package dev.tollgate.core.history;

import dev.tollgate.core.policy.HistoryReads.Part;
import dev.tollgate.core.policy.HistoryReads.Read;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one call adds to a history.
 *
 * @param labels of what it returns
 * @param counted the tool whose calls are counted, {@code server/tool}
 * @param used the tool whose use is remembered
 * @param amounts by the catalogue's names
 */
public record Note(Set<String> labels, Optional<String> counted, Optional<String> used, Map<String, Long> amounts) {
    public static final Note NOTHING = new Note(Set.of(), Optional.empty(), Optional.empty(), Map.of());

    public Note {
        labels = Set.copyOf(labels);
        amounts = Map.copyOf(amounts);
    }

    /** @param tool {@code server/tool} */
    public static Note ofCall(String tool, Set<String> returns, Map<String, Long> amounts) {
        return new Note(returns, Optional.of(tool), Optional.of(tool), amounts);
    }

    public static Note ofLabels(Set<String> labels) {
        return new Note(labels, Optional.empty(), Optional.empty(), Map.of());
    }

    public boolean isNothing() {
        return equals(NOTHING);
    }

    /** As much of it as conditions read. */
    public Note only(Set<Read> reads) {
        return new Note(
                reads.stream().anyMatch(read -> read.part() == Part.LABELS) ? labels : Set.of(),
                counted.filter(tool -> covers(reads, Part.CALLS, tool)),
                used.filter(tool -> reads.stream().anyMatch(read -> read.part() == Part.FIRST_USE)),
                amounts.entrySet().stream()
                        .filter(amount -> covers(reads, Part.AMOUNTS, amount.getKey()))
                        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static boolean covers(Set<Read> reads, Part part, String name) {
        return reads.stream().anyMatch(read -> read.covers(part, name));
    }
}
