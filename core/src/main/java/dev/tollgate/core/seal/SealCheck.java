package dev.tollgate.core.seal;

import dev.tollgate.core.StoreException;
import dev.tollgate.core.record.Chains;
import dev.tollgate.core.record.Succession;
import dev.tollgate.core.seal.CheckpointCheck.Beginning;
import dev.tollgate.core.seal.SealFinding.Problem;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Checks records against signed checkpoints, as anyone can who has both and the public key. First come the checkpoints,
 * in the order of their numbers, then the chains: it keeps where each checkpoint's records are, and of the records
 * themselves none.
 *
 * <p>Read the checkpoints before the chains, so that what is sealed meanwhile is not looked for.
 */
public final class SealCheck {
    private final SealFindings findings = new SealFindings();
    private final Optional<CheckpointCheck> checkpoints;
    private final Beginning beginning;

    private SealCheck(List<PublicKey> keys, Optional<String> origin, Beginning beginning) {
        this.beginning = beginning;
        this.checkpoints =
                keys.isEmpty() ? Optional.empty() : Optional.of(new CheckpointCheck(keys, origin, beginning, findings));
    }

    /**
     * All checkpoints from the first on should be there.
     *
     * @param keys by one of which each must be signed; at least one
     * @param origin whose checkpoints they must be; empty for that of the first one that is signed
     */
    public static SealCheck ofAll(List<PublicKey> keys, Optional<String> origin) {
        return new SealCheck(some(keys), origin, Beginning.FIRST);
    }

    /** Checkpoints from any number on should be there; records that only earlier ones cover are not looked for. */
    public static SealCheck ofSome(List<PublicKey> keys, Optional<String> origin) {
        return new SealCheck(some(keys), origin, Beginning.ANY);
    }

    /** Only the chains themselves. */
    public static SealCheck withoutCheckpoints() {
        return new SealCheck(List.of(), Optional.empty(), Beginning.ANY);
    }

    private static List<PublicKey> some(List<PublicKey> keys) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("checkpoints are checked with a key");
        }
        return keys;
    }

    /** Several with the same number come one after the other; numbers never go back. */
    public SealCheck add(KeptCheckpoint checkpoint) {
        checkpoints.ifPresent(check -> check.add(checkpoint));
        return this;
    }

    /**
     * Ends the check.
     *
     * @param retention the shortest time that records are kept: what is missing must have been sealed longer ago
     */
    public SealVerdict chains(Chains chains, Duration retention, Instant now) throws StoreException {
        Coverage coverage = checkpoints.map(CheckpointCheck::end).orElseGet(Coverage::new);
        var tally = new SealTally(beginning == Beginning.ANY && coverage.first().orElse(0L) > 0);
        Map<String, List<Succession>> successions = byWriter(chains.successions());
        var writers = new TreeSet<>(chains.writers());
        writers.addAll(coverage.writers());
        writers.addAll(successions.keySet());
        for (String writer : writers) {
            tally.chain();
            var walk = new ChainWalk(
                    writer,
                    coverage.of(writer),
                    successions.getOrDefault(writer, List.of()),
                    now.minus(retention),
                    findings,
                    tally);
            walk.begin();
            chains.forEach(writer, walk::add);
            walk.end();
        }
        for (CoveredTree tree : coverage.trees()) {
            if (tree.isRight().equals(Optional.of(false))) {
                findings.checkpoint(Problem.OTHER_ROOT, tree.number(), "its root is not the one of its records");
            }
        }
        return new SealVerdict(findings.kept(), findings.count(), tally.counts(), known(coverage));
    }

    private static Map<String, List<Succession>> byWriter(List<Succession> successions) {
        var byWriter = new HashMap<String, List<Succession>>();
        successions.forEach(left -> byWriter.computeIfAbsent(left.writer(), writer -> new ArrayList<>(1))
                .add(left));
        return byWriter;
    }

    private static Optional<SealVerdict.Checkpoints> known(Coverage coverage) {
        return coverage.lastAt()
                .map(at -> new SealVerdict.Checkpoints(
                        coverage.origin(),
                        coverage.size(),
                        coverage.first().orElseThrow(),
                        coverage.last().orElseThrow(),
                        at));
    }
}
