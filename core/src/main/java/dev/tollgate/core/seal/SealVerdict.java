package dev.tollgate.core.seal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What came of a check.
 *
 * @param findings what is wrong, checkpoints first, then by writer and place; at most the first 1,000
 * @param found how many there are
 * @param checkpoints those that hold; empty when none does
 */
public record SealVerdict(List<SealFinding> findings, long found, Counts counts, Optional<Checkpoints> checkpoints) {
    /**
     * @param covered records that checkpoints cover
     * @param notCovered records that came after the last checkpoint
     * @param oldestNotCovered the earliest time among them
     * @param expired records that checkpoints cover and that are old enough not to be there any more
     * @param unproven records that are there, of which nothing shows any more that they were sealed, since others of the
     *     same checkpoint have expired
     */
    public record Counts(
            long records,
            long chains,
            long covered,
            long notCovered,
            Optional<String> oldestNotCovered,
            long expired,
            long unproven) {}

    /**
     * @param origin whose they are
     * @param first number
     * @param lastAt when the last one was sealed
     */
    public record Checkpoints(String origin, long count, long first, long last, Instant lastAt) {}

    public SealVerdict {
        findings = List.copyOf(findings);
    }

    public boolean isClean() {
        return found == 0;
    }
}
