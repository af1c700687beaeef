package dev.tollgate.core.seal;

import dev.tollgate.core.record.FoundRecord;
import dev.tollgate.core.record.LinkProblem;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.Succession;
import dev.tollgate.core.seal.Coverage.Part;
import dev.tollgate.core.seal.SealFinding.Problem;
import dev.tollgate.core.seal.SealFinding.Records;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Goes along one chain, and holds it against what checkpoints sealed of it and what others said of it. */
final class ChainWalk {
    private final String writer;
    private final List<Part> ranges;
    private final List<Succession> successions;
    private final Instant expiredBefore;
    private final SealFindings findings;
    private final SealTally tally;
    private final FindingSpans spans;

    private int range;
    private long expected;
    private Optional<String> head;
    /** Records since the last one that is bound to a head that was sealed. */
    private long unbound;

    private boolean isEndExpired;

    /** @param expiredBefore what was sealed earlier may have expired */
    ChainWalk(
            String writer,
            List<Part> ranges,
            List<Succession> successions,
            Instant expiredBefore,
            SealFindings findings,
            SealTally tally) {
        this.writer = writer;
        this.ranges = ranges;
        this.successions = successions;
        this.expiredBefore = expiredBefore;
        this.findings = findings;
        this.tally = tally;
        this.spans = new FindingSpans(writer, findings);
        this.head = Optional.of(SealedRecord.genesis(writer));
    }

    void begin() {
        if (!Manifest.Range.isWriter(writer)) {
            spans.add(Problem.NO_WRITER, 0, "no writer has such a name");
        }
        if (!ranges.isEmpty() && ranges.getFirst().from() > 0 && tally.beginsLater()) {
            // What was before the first checkpoint that was given is not looked at, but may be there.
            head = Optional.empty();
            expected = -1;
        }
    }

    void add(FoundRecord found) {
        SealedRecord record = found.record();
        long seq = record.seq();
        tally.record();
        isEndExpired = false;
        if (expected < 0) {
            expected = Math.min(seq, ranges.getFirst().from());
            head = seq == 0 ? Optional.of(SealedRecord.genesis(writer)) : Optional.empty();
        }
        if (seq < expected) {
            spans.add(Problem.PLACE_TAKEN_TWICE, seq, "the place is taken twice");
            return;
        }
        if (seq > expected) {
            gap(expected, seq - 1, Problem.RECORDS_MISSING);
        }
        boolean isSound = link(record);
        // Of a record that was changed or moved, that says enough; here too.
        if (isSound && !found.isIndexed()) {
            spans.add(Problem.INDEX_KEYS, seq, "an index has it where its content does not belong, or not at all");
        }
        cover(record, isSound);
        successions.forEach(left -> compare(left, record));
        head = Optional.of(record.hash());
        expected = seq + 1;
    }

    private boolean link(SealedRecord record) {
        boolean isSound = Digests.isHex(record.hash());
        for (LinkProblem problem : LinkProblem.of(writer, head, record)) {
            isSound = false;
            spans.add(
                    switch (problem) {
                        case CHANGED -> Problem.CONTENT_CHANGED;
                        case ELSEWHERE -> Problem.RECORD_MOVED;
                        case UNLINKED -> Problem.NOT_LINKED;
                        case OPENING -> Problem.OPENING_MISPLACED;
                    },
                    record.seq(),
                    problem.text());
        }
        return isSound;
    }

    private void cover(SealedRecord record, boolean isSound) {
        long seq = record.seq();
        skipTo(seq);
        unbound++;
        if (range == ranges.size()) {
            tally.notCovered(record.content().text("at").orElse(""));
            return;
        }
        Part part = ranges.get(range);
        if (seq < part.from()) {
            tally.betweenCheckpoints();
            return;
        }
        tally.covered();
        if (isSound) {
            part.tree().add(Leaf.of(record));
        } else {
            part.tree().leaveOut();
        }
        if (seq == part.to()) {
            if (part.head().hex().equals(record.hash())) {
                unbound = 0;
            } else if (isSound) {
                part.tree().leaveOut();
                spans.replaced(part.from(), seq, part.tree().number());
            }
        }
    }

    /** To the range that ends at a place or behind it. */
    private void skipTo(long seq) {
        while (range < ranges.size() && ranges.get(range).to() < seq) {
            range++;
        }
    }

    /** Records are not there. What was sealed long enough ago may have expired. */
    private void gap(long from, long to, Problem problem) {
        long place = from;
        while (place <= to) {
            skipTo(place);
            if (range == ranges.size()) {
                spans.missing(problem, place, to, Optional.empty());
                head = Optional.empty();
                isEndExpired = false;
                return;
            }
            Part part = ranges.get(range);
            // Before its range are records of a checkpoint that does not hold; those were sealed even earlier.
            boolean isSealed = place >= part.from();
            long last = Math.min(to, isSealed ? part.to() : part.from() - 1);
            isEndExpired = part.tree().at().isBefore(expiredBefore);
            if (isEndExpired) {
                tally.expired(last - place + 1);
                // Of the same checkpoint nothing else can be shown, but what leads to its head.
                tally.unproven(unbound);
            } else {
                spans.missing(
                        problem, place, last, isSealed ? Optional.of(part.tree().number()) : Optional.empty());
            }
            if (isSealed) {
                part.tree().leaveOut();
            }
            unbound = 0;
            head = isSealed && last == part.to() ? Optional.of(part.head().hex()) : Optional.empty();
            place = last + 1;
        }
    }

    private void compare(Succession left, SealedRecord record) {
        if (record.seq() == left.seq() && !left.hash().equals(record.hash())) {
            spans.add(
                    Problem.CHAIN_LEFT, record.seq(), "it is not the record that " + left.successor() + " left behind");
        }
    }

    void end() {
        boolean isEmpty = expected <= 0 && unbound == 0;
        long sealedTo = ranges.isEmpty() ? -1 : ranges.getLast().to();
        long from = expected < 0 ? ranges.getFirst().from() : expected;
        if (sealedTo >= from) {
            gap(from, sealedTo, isEmpty ? Problem.CHAIN_MISSING : Problem.CHAIN_CUT);
            expected = sealedTo + 1;
        } else if (isEmpty && successions.isEmpty()) {
            spans.add(Problem.CHAIN_EMPTY, 0, "the writer was entered, but has no records");
        }
        successions.forEach(this::compareEnd);
        spans.end();
    }

    private void compareEnd(Succession left) {
        long last = expected - 1;
        if (last < left.seq() && !isEndExpired) {
            findings.add(
                    Problem.CHAIN_LEFT,
                    new Records(writer, last + 1, left.seq()),
                    "the chain ends before record " + left.seq() + ", where " + left.successor() + " left it");
        }
        if (last > left.most()) {
            findings.add(
                    Problem.CHAIN_LEFT,
                    new Records(writer, left.most() + 1, last),
                    "the chain goes on after " + left.successor() + " had left it");
        }
    }
}
