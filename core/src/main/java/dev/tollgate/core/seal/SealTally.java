package dev.tollgate.core.seal;

import java.util.Optional;

/** Counts of what was looked at. */
final class SealTally {
    private final boolean beginsLater;
    private long records;
    private long chains;
    private long covered;
    private long notCovered;
    private long expired;
    private long unproven;
    private String oldestNotCovered = "";

    /** @param beginsLater whether there were checkpoints before the first of these, which were not given */
    SealTally(boolean beginsLater) {
        this.beginsLater = beginsLater;
    }

    boolean beginsLater() {
        return beginsLater;
    }

    void chain() {
        chains++;
    }

    void record() {
        records++;
    }

    void covered() {
        covered++;
    }

    /** Between two checkpoints that hold: bound by the chain to the later one. */
    void betweenCheckpoints() {
        covered++;
    }

    void notCovered(String at) {
        notCovered++;
        if (oldestNotCovered.isEmpty() || at.compareTo(oldestNotCovered) < 0) {
            oldestNotCovered = at;
        }
    }

    void expired(long count) {
        expired += count;
    }

    void unproven(long count) {
        unproven += count;
    }

    SealVerdict.Counts counts() {
        return new SealVerdict.Counts(
                records,
                chains,
                covered,
                notCovered,
                oldestNotCovered.isEmpty() ? Optional.empty() : Optional.of(oldestNotCovered),
                expired,
                unproven);
    }
}
