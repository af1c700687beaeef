package dev.tollgate.core;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map of bounded size: the entry unused for longest goes first. Not for several threads at once. */
public final class RecentMap<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;

    private final int most;

    /** @param most how many entries are kept */
    public RecentMap(int most) {
        super(16, 0.75f, true);
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
    }
}
