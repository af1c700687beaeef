package dev.tollgate.core.hook;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The obvious store of links, failing when told to. */
public final class InMemoryCallLinks implements CallLinks {
    private final Map<String, CallLink> links = new ConcurrentHashMap<>();
    private boolean down;

    public void goDown() {
        down = true;
    }

    @Override
    public void put(CallLink link, Deadline deadline) throws StoreException {
        failWhenDown();
        links.put(link.key(), link);
    }

    @Override
    public Optional<CallLink> find(String key, Deadline deadline) throws StoreException {
        failWhenDown();
        return Optional.ofNullable(links.get(key));
    }

    private void failWhenDown() throws StoreException {
        if (down) {
            throw new StoreException("links are down, as planned", null);
        }
    }
}
