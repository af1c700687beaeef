package dev.tollgate.core.seal;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.seal.SealState.Head;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** The obvious store of how far has been sealed. */
public final class InMemorySealStore implements SealStore {
    private record Covered(long from, String head, long number) {}

    private final Map<String, TreeMap<Long, Covered>> covered = new TreeMap<>();
    private final TreeMap<LocalDate, Long> days = new TreeMap<>();
    private final Map<Mark, Long> marks = new EnumMap<>(Mark.class);
    private Optional<SealState> last = Optional.empty();

    @Override
    public synchronized Optional<SealState> state(Set<String> writers, Deadline deadline) {
        var heads = new TreeMap<String, Head>();
        for (String writer : writers) {
            var of = covered.getOrDefault(writer, new TreeMap<>());
            if (!of.isEmpty()) {
                heads.put(
                        writer, new Head(of.lastKey(), of.lastEntry().getValue().head()));
            }
        }
        return last.map(state -> new SealState(state.origin(), state.next(), state.previous(), heads));
    }

    @Override
    public synchronized void note(SealedCheckpoint sealed, Deadline deadline) {
        for (Manifest.Range range : sealed.manifest().ranges()) {
            covered.computeIfAbsent(range.writer(), writer -> new TreeMap<>())
                    .put(range.to(), new Covered(range.from(), range.head(), sealed.number()));
        }
        days.putIfAbsent(LocalDate.ofInstant(sealed.manifest().at(), ZoneOffset.UTC), sealed.number());
        if (last.isEmpty() || last.get().next() <= sealed.number()) {
            last = Optional.of(new SealState(
                    sealed.checkpoint().origin(),
                    sealed.number() + 1,
                    sealed.checkpoint().digest(),
                    Map.of()));
        }
    }

    @Override
    public synchronized OptionalLong covering(String writer, long seq, Deadline deadline) {
        var entry = covered.getOrDefault(writer, new TreeMap<>()).ceilingEntry(seq);
        return entry != null && entry.getValue().from() <= seq
                ? OptionalLong.of(entry.getValue().number())
                : OptionalLong.empty();
    }

    @Override
    public synchronized OptionalLong firstFrom(LocalDate day, Deadline deadline) {
        var entry = days.ceilingEntry(day);
        return entry == null ? OptionalLong.empty() : OptionalLong.of(entry.getValue());
    }

    @Override
    public synchronized OptionalLong mark(Mark mark, Deadline deadline) {
        Long place = marks.get(mark);
        return place == null ? OptionalLong.empty() : OptionalLong.of(place);
    }

    @Override
    public synchronized void mark(Mark mark, long place, Deadline deadline) {
        marks.merge(mark, place, Math::max);
    }
}
