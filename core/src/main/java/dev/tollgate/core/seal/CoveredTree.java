package dev.tollgate.core.seal;

import java.time.Instant;
import java.util.Optional;

/** The tree of a checkpoint, made again from the records that are there. */
final class CoveredTree {
    private final long number;
    private final Instant at;
    private final long size;
    private final TreeHash root;
    private final GrowingTree leaves = new GrowingTree();
    private boolean isIncomplete;

    CoveredTree(long number, Instant at, long size, TreeHash root) {
        this.number = number;
        this.at = at;
        this.size = size;
        this.root = root;
    }

    long number() {
        return number;
    }

    Instant at() {
        return at;
    }

    /** Leaves come in the order of writers, then places. */
    void add(TreeHash leaf) {
        if (!isIncomplete) {
            leaves.add(leaf);
        }
    }

    /** A record is not there, or is not what it says: what is wrong is said of the record. */
    void leaveOut() {
        isIncomplete = true;
    }

    /** Empty when it cannot be told. */
    Optional<Boolean> isRight() {
        return isIncomplete
                ? Optional.empty()
                : Optional.of(leaves.size() == size && leaves.root().equals(root));
    }
}
