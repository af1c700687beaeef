package dev.tollgate.core.hook;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The obvious store of lists, failing when told to. */
public final class InMemoryToolLists implements ToolLists {
    private final Map<String, ToolList> lists = new ConcurrentHashMap<>();
    private boolean down;

    public void goDown() {
        down = true;
    }

    @Override
    public void put(ToolList list, Deadline deadline) throws StoreException {
        failWhenDown();
        lists.put(list.key(), list);
    }

    @Override
    public Optional<ToolList> find(String key, Deadline deadline) throws StoreException {
        failWhenDown();
        return Optional.ofNullable(lists.get(key));
    }

    private void failWhenDown() throws StoreException {
        if (down) {
            throw new StoreException("lists are down, as planned", null);
        }
    }
}
