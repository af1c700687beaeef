package dev.tollgate.core.record;

import dev.tollgate.core.json.Json;
import java.util.HashMap;
import java.util.Optional;

/**
 * A record as its table has it: what the hash covers, the hash, and the keys under which it is found, as the members of
 * one object.
 */
public final class StoredRecord {
    private static final String PARTITION = "pk";
    private static final String SORT = "sk";
    private static final String HASH = "hash";

    private StoredRecord() {}

    /** Empty when there is no hash, so that it cannot have been a record. Whether it is what its hash says is not checked. */
    public static Optional<SealedRecord> read(String writer, long seq, Json.Obj item) {
        return item.text(HASH).map(hash -> new SealedRecord(writer, seq, content(item), hash));
    }

    /** What the hash covers. */
    public static Json.Obj content(Json.Obj item) {
        var members = new HashMap<>(item.members());
        members.remove(PARTITION);
        members.remove(SORT);
        members.remove(HASH);
        members.keySet().removeIf(IndexKeys::isKey);
        return new Json.Obj(members);
    }
}
