package dev.tollgate.core.seal;

import dev.tollgate.core.record.ChainCheck.Finding;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.seal.SealState.Head;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One step of the sealer: from what is sealed and what is new to the next checkpoint. A chain that is broken is sealed
 * up to where it is whole; the rest of it is a finding, each time anew, and keeps no other chain from being sealed.
 *
 * @param tree over the records of the manifest
 * @param after what is sealed once the checkpoint is kept
 * @param findings by writer; empty when all chains are whole
 * @param rest whether records were left for another checkpoint
 */
public record Sealing(
        Manifest manifest, Checkpoint checkpoint, MerkleTree tree, SealState after, List<Finding> findings, Rest rest) {

    /** Whether a checkpoint took all that it could. */
    public enum Rest {
        NONE,
        MORE
    }

    public Sealing {
        findings = List.copyOf(findings);
    }

    /**
     * @param records of each writer the records after its head, in the order of their places
     * @param at the time now
     */
    public static Sealing step(SealState before, Map<String, List<SealedRecord>> records, Instant at) {
        var ranges = new ArrayList<Manifest.Range>();
        var leaves = new ArrayList<TreeHash>();
        var findings = new ArrayList<Finding>();
        Rest rest = Rest.NONE;
        for (var chain : new TreeMap<>(records).entrySet()) {
            String writer = chain.getKey();
            Head head = before.head(writer);
            List<SealedRecord> whole = whole(writer, head, chain.getValue(), findings);
            int room = ranges.size() < Manifest.MOST_WRITERS ? Manifest.MOST_RECORDS - leaves.size() : 0;
            if (whole.size() > room) {
                whole = whole.subList(0, room);
                rest = Rest.MORE;
            }
            if (!whole.isEmpty()) {
                whole.forEach(record -> leaves.add(Leaf.of(record)));
                ranges.add(new Manifest.Range(
                        writer,
                        head.seq() + 1,
                        whole.getLast().seq(),
                        whole.getLast().hash()));
            }
        }
        MerkleTree tree = MerkleTree.of(leaves);
        var manifest = new Manifest(before.origin(), before.next(), at, tree.root(), ranges);
        Checkpoint checkpoint = Checkpoint.of(manifest, before.previous());
        return new Sealing(manifest, checkpoint, tree, before.after(checkpoint, manifest), findings, rest);
    }

    private static List<SealedRecord> whole(
            String writer, Head head, List<SealedRecord> records, List<Finding> findings) {
        if (!Manifest.Range.isWriter(writer)) {
            findings.add(new Finding(writer, 0, "no writer has such a name"));
            return List.of();
        }
        Head last = head;
        for (int i = 0; i < records.size(); i++) {
            SealedRecord record = records.get(i);
            Optional<Finding> problem = problem(writer, last, record);
            if (problem.isPresent()) {
                findings.add(problem.get());
                return records.subList(0, i);
            }
            last = new Head(record.seq(), record.hash());
        }
        return records;
    }

    private static Optional<Finding> problem(String writer, Head last, SealedRecord record) {
        long expected = last.seq() + 1;
        if (record.seq() > expected) {
            return finding(
                    writer,
                    expected,
                    record.seq() == expected + 1
                            ? "the record is missing"
                            : "records " + expected + " to " + (record.seq() - 1) + " are missing");
        }
        if (record.seq() < expected) {
            return finding(writer, record.seq(), "the place is taken twice, or is sealed already");
        }
        if (!record.isIntact()) {
            return finding(writer, expected, "the content is not what was hashed");
        }
        boolean isInItsPlace = record.writer().equals(writer)
                && record.content().text("id").equals(Optional.of(SealedRecord.id(writer, expected)));
        if (!isInItsPlace) {
            return finding(writer, expected, "the record stands in a place that is not its own");
        }
        if (!record.prev().equals(last.hash())) {
            return finding(writer, expected, "it does not follow the record before it");
        }
        return Optional.empty();
    }

    private static Optional<Finding> finding(String writer, long seq, String problem) {
        return Optional.of(new Finding(writer, seq, problem));
    }

    /** The proof that a record is in this checkpoint; empty when it is not. */
    public Optional<Proof> proof(SealedRecord record, SignedNote note) {
        return Proof.of(record, manifest, tree, note);
    }
}
