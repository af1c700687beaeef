package dev.tollgate.cli;

import dev.tollgate.core.StoreException;
import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.agent.Agent;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.store.RegistryAdministration;
import dev.tollgate.core.store.RegistryAdministration.Listed;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An agent, and how old its own keys are.
 *
 * @param keys the live ones, oldest first
 */
record ListedAgent(Agent agent, Instant created, List<Key> keys) {
    /** From this age on, a key is to be replaced. */
    static final Duration OLD = Duration.ofDays(90);

    ListedAgent {
        keys = List.copyOf(keys);
    }

    record Key(String id, Instant created, Duration age) {
        Json toJson() {
            return Json.object()
                    .put("id", id)
                    .put("created", created.toString())
                    .put("age_days", age.toDays())
                    .build();
        }
    }

    /** For example {@code k3rf6yxw2mzq7abc:12d}. */
    String ages() {
        return keys.stream()
                .map(key -> key.id() + ":" + key.age().toDays() + "d")
                .collect(Collectors.joining(" "));
    }

    boolean hasKeyOlderThan(Duration span) {
        return keys.stream().anyMatch(key -> key.age().compareTo(span) > 0);
    }

    /** All agents, sorted by id. */
    static List<ListedAgent> of(RegistryAdministration registry, Instant now) throws StoreException {
        var keysById = new HashMap<String, Instant>();
        for (Listed<AccessKey> key : registry.keys()) {
            keysById.put(key.entry().id(), key.created());
        }
        return registry.agents().stream()
                .map(listed -> new ListedAgent(
                        listed.entry(),
                        listed.created(),
                        listed.entry().keyIds().stream()
                                .flatMap(id -> Stream.ofNullable(keysById.get(id))
                                        .map(created -> new Key(id, created, Duration.between(created, now))))
                                .toList()))
                .toList();
    }
}
