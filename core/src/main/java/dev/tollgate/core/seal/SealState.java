package dev.tollgate.core.seal;

import dev.tollgate.core.Sha256;
import dev.tollgate.core.record.SealedRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far has been sealed. It follows from the checkpoints and their manifests alone, so whoever checks them gets to
 * the same.
 *
 * @param next the number of the next checkpoint
 * @param previous the digest of the last one
 * @param heads by writer, its last record that is sealed; a writer that is not there counts as one of which nothing is,
 *     so for a step it must have every writer whose records are given
 */
public record SealState(String origin, long next, String previous, Map<String, Head> heads) {

    /** @param hash of the record at {@code seq} */
    public record Head(long seq, String hash) {
        /** Of a writer of which nothing is sealed. */
        static Head beforeFirst(String writer) {
            return new Head(-1, SealedRecord.genesis(writer));
        }
    }

    public SealState {
        heads = Collections.unmodifiableMap(new TreeMap<>(heads));
    }

    /** Before the first checkpoint. */
    public static SealState first(String origin) {
        return new SealState(origin, 0, Checkpoint.genesis(origin), Map.of());
    }

    public Head head(String writer) {
        Head head = heads.get(writer);
        return head == null ? Head.beforeFirst(writer) : head;
    }

    /** What keeps a checkpoint and its manifest from being the next; empty when they are. */
    public List<String> problems(Checkpoint checkpoint, Manifest manifest) {
        var problems = new ArrayList<String>();
        if (!checkpoint.origin().equals(origin)) {
            problems.add("the checkpoint is of " + checkpoint.origin() + ", not of " + origin);
        }
        if (checkpoint.number() != next) {
            problems.add("the checkpoint has number " + checkpoint.number() + ", and " + next + " is the next");
        }
        if (!checkpoint.previous().equals(previous)) {
            problems.add("the checkpoint names another one before it");
        }
        if (!checkpoint.manifest().equals(Sha256.hex(manifest.bytes()))) {
            problems.add("the manifest is not the one that was signed");
        }
        if (!checkpoint.equals(Checkpoint.of(manifest, checkpoint.previous()))) {
            problems.add("the checkpoint's lines are not what its manifest says");
        }
        for (Manifest.Range range : manifest.ranges()) {
            long expected = head(range.writer()).seq() + 1;
            if (range.from() != expected) {
                problems.add("the records of writer " + range.writer() + " go on at " + range.from() + ", and "
                        + expected + " is the next");
            }
        }
        return List.copyOf(problems);
    }

    /** @throws IllegalArgumentException when there are {@link #problems} */
    public SealState after(Checkpoint checkpoint, Manifest manifest) {
        List<String> problems = problems(checkpoint, manifest);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(problems.getFirst());
        }
        var all = new TreeMap<>(heads);
        manifest.ranges().forEach(range -> all.put(range.writer(), new Head(range.to(), range.head())));
        return new SealState(origin, next + 1, checkpoint.digest(), all);
    }
}
