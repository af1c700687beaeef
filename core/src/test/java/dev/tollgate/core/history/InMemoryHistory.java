package dev.tollgate.core.history;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.policy.HistoryReads.Part;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The slow and obvious history: it keeps each note, and adds them up when somebody asks. */
public final class InMemoryHistory implements HistoryStore {
    private final Map<HistoryKey, List<Kept>> notes = new HashMap<>();

    private record Kept(Note note, Instant at) {}

    @Override
    public synchronized Past read(HistoryKey key, Instant since, Set<Part> parts, Deadline deadline) {
        Instant firstBucket = Instant.ofEpochSecond(since.getEpochSecond() / BUCKET.toSeconds() * BUCKET.toSeconds());
        Past past = Past.NOTHING;
        for (Kept kept : notes.getOrDefault(key, List.of())) {
            boolean counts = !kept.at().isBefore(firstBucket);
            Note note = kept.note();
            past = past.plus(
                    counts ? note : new Note(note.labels(), java.util.Optional.empty(), note.used(), Map.of()),
                    kept.at());
        }
        return past;
    }

    @Override
    public synchronized void add(HistoryKey key, Note note, Instant at, Deadline deadline) {
        notes.computeIfAbsent(key, first -> new ArrayList<>()).add(new Kept(note, at));
    }
}
