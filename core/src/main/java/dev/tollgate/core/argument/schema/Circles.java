package dev.tollgate.core.argument.schema;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which schemas judge the same value as which others. In a circle, no check would ever end. */
final class Circles {
    private final Map<Schema, List<Schema>> edges = new IdentityHashMap<>();
    private final Map<Schema, String> names = new LinkedHashMap<>();

    private enum State {
        OPEN,
        DONE
    }

    void name(Schema schema, String pointer) {
        names.put(schema, pointer);
    }

    void edge(Schema from, Schema to) {
        edges.computeIfAbsent(from, none -> new ArrayList<>()).add(to);
    }

    /** Where a schema stands that leads back to itself. */
    Optional<String> first() {
        var states = new IdentityHashMap<Schema, State>();
        for (Schema start : names.keySet()) {
            Optional<Schema> found = from(start, states);
            if (found.isPresent()) {
                return Optional.ofNullable(names.get(found.get()));
            }
        }
        return Optional.empty();
    }

    private Optional<Schema> from(Schema start, Map<Schema, State> states) {
        Deque<Schema> path = new ArrayDeque<>();
        path.push(start);
        while (!path.isEmpty()) {
            Schema schema = path.peek();
            if (states.get(schema) == State.OPEN) {
                states.put(schema, State.DONE);
            }
            if (states.get(schema) == State.DONE) {
                path.pop();
                continue;
            }
            states.put(schema, State.OPEN);
            for (Schema next : edges.getOrDefault(schema, List.of())) {
                if (states.get(next) == State.OPEN) {
                    return Optional.of(next);
                }
                if (!states.containsKey(next)) {
                    path.push(next);
                }
            }
        }
        return Optional.empty();
    }
}
