package dev.tollgate.core.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Checks chains as anyone can who has the records: each record's content against its hash, each hash against the next
 * record, the places without a gap. A chain that was cut at its end looks whole to this; signed checkpoints find that.
 */
public final class ChainCheck {
    private ChainCheck() {}

    /** One thing that is wrong, at one place. */
    public record Finding(String writer, long seq, String problem) {}

    /**
     * @param chains each writer's records, in the order of their places
     * @return what is wrong, by writer and place; empty when all is well
     */
    public static List<Finding> check(Map<String, List<SealedRecord>> chains) {
        var findings = new ArrayList<Finding>();
        new TreeMap<>(chains).forEach((writer, records) -> {
            checkChain(writer, records, findings);
            if (!records.isEmpty()) {
                checkLeft(records.getFirst(), chains, findings);
            }
        });
        return findings;
    }

    private static void checkChain(String writer, List<SealedRecord> records, List<Finding> findings) {
        if (records.isEmpty()) {
            findings.add(new Finding(writer, 0, "the writer was entered, but has no records"));
            return;
        }
        String head = SealedRecord.genesis(writer);
        long expected = 0;
        for (SealedRecord record : records) {
            long seq = record.seq();
            if (seq > expected) {
                findings.add(
                        new Finding(writer, expected, "records " + expected + " to " + (seq - 1) + " are missing"));
            }
            if (seq < expected) {
                findings.add(new Finding(writer, seq, "the place is taken twice"));
            }
            Optional<String> prev = seq == expected ? Optional.of(head) : Optional.empty();
            LinkProblem.of(writer, prev, record)
                    .forEach(problem -> findings.add(new Finding(writer, seq, problem.text())));
            head = record.hash();
            expected = seq + 1;
        }
    }

    /** A chain that was left behind must reach the record that its successor names, and go at most a step beyond. */
    private static void checkLeft(
            SealedRecord opening, Map<String, List<SealedRecord>> chains, List<Finding> findings) {
        Succession.of(opening.writer(), opening.content())
                .ifPresent(left -> checkLeft(left, chains.getOrDefault(left.writer(), List.of()), findings));
    }

    private static void checkLeft(Succession left, List<SealedRecord> records, List<Finding> findings) {
        String writer = left.writer();
        long last = records.isEmpty() ? -1 : records.getLast().seq();
        if (last < left.seq()) {
            findings.add(new Finding(
                    writer,
                    last + 1,
                    "the chain ends before record " + left.seq() + ", where " + left.successor() + " left it"));
        }
        if (last > left.most()) {
            findings.add(new Finding(
                    writer, left.most() + 1, "the chain goes on after " + left.successor() + " had left it"));
        }
        for (SealedRecord record : records) {
            if (record.seq() == left.seq() && !left.hash().equals(record.hash())) {
                findings.add(new Finding(
                        writer, left.seq(), "it is not the record that " + left.successor() + " left behind"));
            }
        }
    }
}
