package dev.tollgate.core.watch;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The obvious store of the networks of keys, which can be told to fail, and counts how often it is asked. */
public final class InMemoryKeyNetworks implements KeyNetworkStore {
    private final Map<String, Map<Long, Set<String>>> seen = new HashMap<>();
    private boolean down;
    private int asked;

    public void goDown() {
        down = true;
    }

    public void comeBack() {
        down = false;
    }

    public int asked() {
        return asked;
    }

    @Override
    public synchronized void add(String key, String network, Instant at, Deadline deadline) throws StoreException {
        ask();
        Set<String> networks = of(key).computeIfAbsent(KeySightings.spell(at), spell -> new HashSet<>());
        if (networks.size() < MOST_NETWORKS) {
            networks.add(network);
        }
    }

    @Override
    public synchronized KeySightings since(String key, Instant from, Deadline deadline) throws StoreException {
        ask();
        return new KeySightings(of(key).entrySet().stream()
                .filter(entry -> entry.getKey() >= KeySightings.spell(from))
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> Set.copyOf(entry.getValue()))));
    }

    private Map<Long, Set<String>> of(String key) {
        return seen.computeIfAbsent(key, each -> new HashMap<>());
    }

    private void ask() throws StoreException {
        asked++;
        if (down) {
            throw new StoreException("networks are down, as planned", null);
        }
    }
}
