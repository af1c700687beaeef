package dev.tollgate.core.record;

import dev.tollgate.core.SortableTime;
import dev.tollgate.core.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which records are looked for.
 *
 * @param names what the index has them under
 * @param from the first moment
 * @param to the moment after the last
 * @param members what they must have: one of the texts under each of the names, where a record has a list in that list
 */
public record RecordQuery(
        IndexKeys.Index index, List<String> names, Instant from, Instant to, Map<String, Set<String>> members) {
    public RecordQuery {
        names = List.copyOf(names);
        members = Map.copyOf(members);
        if (names.isEmpty() || !from.isBefore(to)) {
            throw new IllegalArgumentException("a query has names, and a time that is not empty");
        }
    }

    String first() {
        return SortableTime.text(from);
    }

    String end() {
        return SortableTime.text(to);
    }

    boolean takes(Json.Obj filed) {
        return members.entrySet().stream()
                .allMatch(wanted -> filed.text(wanted.getKey())
                                .filter(wanted.getValue()::contains)
                                .isPresent()
                        || filed.texts(wanted.getKey()).stream().anyMatch(wanted.getValue()::contains));
    }
}
