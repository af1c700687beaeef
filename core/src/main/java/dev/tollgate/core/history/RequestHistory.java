package dev.tollgate.core.history;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.SideBySide;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.HistoryReads;
import dev.tollgate.core.policy.HistoryReads.Part;
import dev.tollgate.core.policy.HistoryReads.Read;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The histories that one request is about: each is read once, and what the request itself adds is there for its later
 * questions, so that a batch cannot hide from one of its calls what another did.
 */
public final class RequestHistory {
    private final HistoryStore store;
    private final HistoryReads kept;
    private final Duration window;
    private final Map<HistoryKey, Known> known = new HashMap<>();
    private final Map<HistoryKey, List<Addition>> ahead = new HashMap<>();
    private final List<Addition> additions = new ArrayList<>();

    /**
     * @param kept what some condition of the bundle reads; nothing else is kept
     * @param window how long history counts
     */
    public RequestHistory(HistoryStore store, HistoryReads kept, Duration window) {
        this.store = store;
        this.kept = kept;
        this.window = window;
    }

    /** @param parts that were asked for */
    private record Known(Set<Part> parts, Past past) {}

    private record Addition(HistoryKey key, Note note, Instant at) {}

    /**
     * As conditions read it. {@code session} and {@code trace} are there when the call belongs to one, so that a
     * condition that names them errs where there is none.
     *
     * @param reads what the conditions on this call look at
     * @param tool that is called, {@code server/tool}
     */
    public Json.Obj of(Histories histories, HistoryReads reads, Optional<String> tool, Instant now, Deadline deadline)
            throws StoreException {
        read(histories, reads, now, deadline);
        var members = new LinkedHashMap<>(past(histories.agent(), now, tool).members());
        histories.session().ifPresent(key -> members.put("session", past(key, now, tool)));
        histories.trace().ifPresent(key -> members.put("trace", past(key, now, tool)));
        return new Json.Obj(members);
    }

    private void read(Histories histories, HistoryReads reads, Instant now, Deadline deadline) throws StoreException {
        var missing = new LinkedHashMap<HistoryKey, Set<Part>>();
        each(histories, reads).forEach((key, read) -> {
            Set<Part> parts = read.stream().map(Read::part).collect(Collectors.toSet());
            var all = EnumSet.copyOf(parts);
            Known before = known.get(key);
            if (before == null) {
                missing.put(key, all);
            } else if (!before.parts().containsAll(parts)) {
                all.addAll(before.parts());
                missing.put(key, all);
            }
        });
        var found = new HashMap<HistoryKey, Past>();
        var works = new ArrayList<SideBySide.Work>();
        missing.forEach((key, parts) -> works.add(() -> {
            Past past = store.read(key, now.minus(window), parts, deadline);
            synchronized (found) {
                found.put(key, past);
            }
        }));
        SideBySide.run(works);
        found.forEach((key, past) -> known.put(key, new Known(missing.get(key), past)));
    }

    private static Map<HistoryKey, Set<Read>> each(Histories histories, HistoryReads reads) {
        var each = new LinkedHashMap<HistoryKey, Set<Read>>();
        each.put(histories.agent(), reads.agent());
        histories.session().ifPresent(key -> each.put(key, reads.session()));
        histories.trace().ifPresent(key -> each.put(key, reads.trace()));
        each.values().removeIf(Set::isEmpty);
        return each;
    }

    private Json.Obj past(HistoryKey key, Instant now, Optional<String> tool) {
        Past past = Optional.ofNullable(known.get(key)).map(Known::past).orElse(Past.NOTHING);
        for (Addition addition : ahead.getOrDefault(key, List.of())) {
            past = past.plus(addition.note(), addition.at());
        }
        return past.toJson(now.minus(window), now, tool);
    }

    /** What a call would add if it was made: later questions of this request see it, and nothing is kept. */
    public void suppose(Histories histories, Note note, Instant at) {
        added(histories, note, at);
    }

    /** What a call adds: later questions of this request see it, and {@link #keep} keeps it. */
    public void add(Histories histories, Note note, Instant at) {
        additions.addAll(added(histories, note, at));
    }

    private List<Addition> added(Histories histories, Note note, Instant at) {
        var added = new ArrayList<Addition>();
        each(histories, kept).forEach((key, reads) -> {
            Note part = note.only(reads);
            if (!part.isNothing()) {
                var addition = new Addition(key, part, at);
                ahead.computeIfAbsent(key, first -> new ArrayList<>()).add(addition);
                added.add(addition);
            }
        });
        return added;
    }

    public boolean hasAdditions() {
        return !additions.isEmpty();
    }

    /** @throws StoreException when it is not known whether all of it is kept */
    public void keep(Deadline deadline) throws StoreException {
        SideBySide.run(additions.stream()
                .<SideBySide.Work>map(
                        addition -> () -> store.add(addition.key(), addition.note(), addition.at(), deadline))
                .toList());
    }
}
