package dev.tollgate.core.record;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The obvious keys of people; down when a test says so. */
public final class InMemoryPersonalKeys implements PersonalKeys {
    public boolean isDown;
    public int reads;
    private final Map<String, byte[]> keys = new HashMap<>();

    @Override
    public synchronized Optional<byte[]> find(String whose, Deadline deadline) throws StoreException {
        reads++;
        if (isDown) {
            throw new StoreException("the keys of people are down, as planned", null);
        }
        return Optional.ofNullable(keys.get(whose));
    }

    @Override
    public synchronized byte[] keep(String whose, byte[] key, Deadline deadline) {
        keys.putIfAbsent(whose, key);
        return keys.get(whose);
    }

    public synchronized void erase(String whose) {
        keys.remove(whose);
    }

    public synchronized int count() {
        return keys.size();
    }
}
