package dev.tollgate.core.record;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import java.util.Optional;

/** Where the keys of people's pseudonyms are kept: 32 random bytes each, made when somebody is first recorded. */
public interface PersonalKeys {

    /** @param whose a keyed digest, which tells nothing of whose it is */
    Optional<byte[]> find(String whose, Deadline deadline) throws StoreException;

    /**
     * Keeps a key for somebody who has none.
     *
     * @return the one that is there now: this one, or one that somebody else was faster to make
     */
    byte[] keep(String whose, byte[] key, Deadline deadline) throws StoreException;
}
