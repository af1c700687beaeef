package dev.tollgate.core;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** What was looked up lately. Looked up again when it is older than its time, and then only: nothing runs by itself. */
public final class Remembered<K, V> {
    private final long freshNanos;
    private final LongSupplier nanoClock;
    private final RecentMap<K, Entry<V>> entries;

    /**
     * @param fresh for how long a value is taken as it is
     * @param most how many values are kept; the one unused for longest goes first
     * @param nanoClock nanoseconds since any fixed moment
     */
    public Remembered(Duration fresh, int most, LongSupplier nanoClock) {
        this.freshNanos = fresh.toNanos();
        this.nanoClock = nanoClock;
        this.entries = new RecentMap<>(most);
    }

    /** The remembered value while it is fresh, else what is looked up now. A failed look-up leaves nothing behind. */
    public V get(K key, LookUp<K, V> lookUp) throws StoreException {
        long now = nanoClock.getAsLong();
        synchronized (entries) {
            Optional<Entry<V>> entry = freshEntry(key, now);
            if (entry.isPresent()) {
                return entry.get().value();
            }
        }
        V value = lookUp.of(key);
        synchronized (entries) {
            entries.put(key, new Entry<>(value, now));
        }
        return value;
    }

    /** Whether it would be taken as it is, without a look-up. */
    public boolean isFresh(K key) {
        synchronized (entries) {
            return freshEntry(key, nanoClock.getAsLong()).isPresent();
        }
    }

    private Optional<Entry<V>> freshEntry(K key, long now) {
        return Optional.ofNullable(entries.get(key)).filter(entry -> now - entry.sinceNanos() < freshNanos);
    }

    /** What is known to be another by now is looked up again. */
    public void forget(K key) {
        synchronized (entries) {
            entries.remove(key);
        }
    }

    @FunctionalInterface
    public interface LookUp<K, V> {
        V of(K key) throws StoreException;
    }

    private record Entry<V>(V value, long sinceNanos) {}
}
