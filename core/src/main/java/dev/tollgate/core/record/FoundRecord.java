package dev.tollgate.core.record;

import dev.tollgate.core.json.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A record as it was found.
 *
 * @param keys the keys under which indexes have it; empty where no keys are kept, as in an export
 */
public record FoundRecord(SealedRecord record, Optional<Map<String, Json>> keys) {

    public static FoundRecord withoutKeys(SealedRecord record) {
        return new FoundRecord(record, Optional.empty());
    }

    /** @param item an item of the audit table, with all its attributes */
    public static FoundRecord of(SealedRecord record, Json.Obj item) {
        var keys = new HashMap<String, Json>();
        item.members().forEach((name, value) -> {
            if (IndexKeys.isKey(name)) {
                keys.put(name, value);
            }
        });
        return new FoundRecord(record, Optional.of(Map.copyOf(keys)));
    }

    /** Whether the indexes have it where its content belongs, and nowhere else. */
    public boolean isIndexed() {
        if (keys.isEmpty()) {
            return true;
        }
        var right = new HashMap<String, Json>();
        IndexKeys.of(record).forEach((name, key) -> right.put(name, Json.of(key)));
        return keys.get().equals(right);
    }
}
