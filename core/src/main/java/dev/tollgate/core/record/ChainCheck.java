package dev.tollgate.core.record;

import dev.tollgate.core.json.Json;
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
            if (!record.isIntact()) {
                findings.add(new Finding(writer, seq, "the content is not what was hashed"));
            }
            if (!record.content().text("id").equals(Optional.of(SealedRecord.id(writer, seq)))) {
                findings.add(new Finding(writer, seq, "the record stands in a place that is not its own"));
            }
            if (seq == expected && !record.prev().equals(head)) {
                findings.add(new Finding(writer, seq, "it does not follow the record before it"));
            }
            if ((seq == 0) != record.kind().equals(Draft.Kind.OPEN.word())) {
                findings.add(new Finding(writer, seq, "a chain has its opening record first, and only there"));
            }
            head = record.hash();
            expected = seq + 1;
        }
    }

    /** A chain that was left behind must reach the record that its successor names, and go at most a step beyond. */
    private static void checkLeft(
            SealedRecord opening, Map<String, List<SealedRecord>> chains, List<Finding> findings) {
        Json.Obj left = opening.content().object("after").orElse(Json.Obj.EMPTY);
        String writer = left.text("writer").orElse("");
        if (writer.isEmpty()) {
            return;
        }
        long seq = left.integer("seq").orElse(-1L);
        long most = seq + left.integer("unsure").orElse(0L);
        List<SealedRecord> records = chains.getOrDefault(writer, List.of());
        long last = records.isEmpty() ? -1 : records.getLast().seq();
        if (last < seq) {
            findings.add(new Finding(
                    writer,
                    last + 1,
                    "the chain ends before record " + seq + ", where " + opening.writer() + " left it"));
        }
        if (last > most) {
            findings.add(new Finding(writer, most + 1, "the chain goes on after " + opening.writer() + " had left it"));
        }
        for (SealedRecord record : records) {
            if (record.seq() == seq && !left.text("hash").equals(Optional.of(record.hash()))) {
                findings.add(
                        new Finding(writer, seq, "it is not the record that " + opening.writer() + " left behind"));
            }
        }
    }
}
