package dev.tollgate.core.rollup;

import dev.tollgate.core.Deadline;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReference;

/** Keeps rollups as long as the test runs. */
public final class InMemoryRollups implements RollupStore {
    private final Map<Instant, TreeMap<Long, Part>> parts = new ConcurrentSkipListMap<>();
    private final ConcurrentSkipListMap<Instant, Hour> hours = new ConcurrentSkipListMap<>();
    private final AtomicReference<Optional<Progress>> progress = new AtomicReference<>(Optional.empty());

    @Override
    public void put(Part part, Deadline deadline) {
        parts.computeIfAbsent(part.hour(), hour -> new TreeMap<>()).put(part.number(), part);
    }

    @Override
    public List<Part> parts(Instant hour, Deadline deadline) {
        return List.copyOf(parts.getOrDefault(hour, new TreeMap<>()).values());
    }

    @Override
    public void put(Hour hour, Deadline deadline) {
        hours.put(hour.hour(), hour);
    }

    @Override
    public Optional<Hour> hour(Instant hour, Deadline deadline) {
        return Optional.ofNullable(hours.get(hour));
    }

    @Override
    public List<Hour> hours(LocalDate day, Deadline deadline) {
        return List.copyOf(hours.subMap(
                        day.atStartOfDay(ZoneOffset.UTC).toInstant(),
                        day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant())
                .values());
    }

    @Override
    public void put(Progress now, Deadline deadline) {
        progress.set(Optional.of(now));
    }

    @Override
    public Optional<Progress> progress(Deadline deadline) {
        return progress.get();
    }
}
