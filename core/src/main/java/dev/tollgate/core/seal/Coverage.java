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
    record Part(CoveredTree tree, long from, long to, TreeHash head) {}

    private final TreeMap<Long, CoveredTree> trees = new TreeMap<>();
    private final Map<String, List<Part>> ranges = new HashMap<>();
    private Optional<Instant> lastAt = Optional.empty();
    private String origin = "";

    void add(Checkpoint checkpoint, Manifest manifest) {
        var tree = new CoveredTree(checkpoint.number(), manifest.at(), checkpoint.size(), checkpoint.root());
        trees.put(checkpoint.number(), tree);
        lastAt = Optional.of(manifest.at());
        origin = checkpoint.origin();
        for (Manifest.Range range : manifest.ranges()) {
            TreeHash head = TreeHash.ofHex(range.head()).orElseThrow();
            ranges.computeIfAbsent(range.writer(), writer -> new ArrayList<>(1))
                    .add(new Part(tree, range.from(), range.to(), head));
        }
    }

    Set<String> writers() {
        return ranges.keySet();
    }

    /** In order. */
    List<Part> of(String writer) {
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

    /** Of all of them. */
    String origin() {
        return origin;
    }

    /** When the last one was sealed. */
    Optional<Instant> lastAt() {
        return lastAt;
    }
}
