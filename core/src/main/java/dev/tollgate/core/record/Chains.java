package dev.tollgate.core.record;

import dev.tollgate.core.StoreException;
import java.util.List;
import java.util.SortedSet;
import java.util.function.Consumer;

/** Chains that are read one after the other, so that they need not all be in memory. */
public interface Chains {
    /** All whose chain is there, and those that were entered and have none. */
    SortedSet<String> writers() throws StoreException;

    /** What the opening records say of chains that were left behind. */
    List<Succession> successions() throws StoreException;

    /** A writer's records in the order of their places; none when there is no such chain. */
    void forEach(String writer, Consumer<FoundRecord> record) throws StoreException;

    /** What was met among the records so far and is none, in words. */
    List<String> unreadable();
}
