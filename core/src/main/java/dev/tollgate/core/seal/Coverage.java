package dev.tollgate.core.seal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Which records the checkpoints that hold have sealed. */
final class Coverage {
    /** One writer's part of one checkpoint, both ends included. */
    record Sealed(CoveredTree tree, long from, long to, TreeHash head) {}

    private final TreeMap<Long, CoveredTree> trees = new TreeMap<>();
    private final Map<String, List<Sealed>> ranges = new HashMap<>();
    private Optional<Instant> lastAt = Optional.empty();

    void add(Checkpoint checkpoint, Manifest manifest) {
        var tree = new CoveredTree(checkpoint.number(), manifest.at(), checkpoint.size(), checkpoint.root());
        trees.put(checkpoint.number(), tree);
        lastAt = Optional.of(manifest.at());
        for (Manifest.Range range : manifest.ranges()) {
            TreeHash head = TreeHash.ofHex(range.head()).orElseThrow();
            ranges.computeIfAbsent(range.writer(), writer -> new ArrayList<>(1))
                    .add(new Sealed(tree, range.from(), range.to(), head));
        }
    }

    Set<String> writers() {
        return ranges.keySet();
    }

    /** In order. */
    List<Sealed> of(String writer) {
        return ranges.getOrDefault(writer, List.of());
    }

    Iterable<CoveredTree> trees() {
        return trees.values();
    }

    int size() {
        return trees.size();
    }

    Optional<Long> first() {
        return trees.isEmpty() ? Optional.empty() : Optional.of(trees.firstKey());
    }

    Optional<Long> last() {
        return trees.isEmpty() ? Optional.empty() : Optional.of(trees.lastKey());
    }

    /** When the last one was sealed. */
    Optional<Instant> lastAt() {
        return lastAt;
    }
}
