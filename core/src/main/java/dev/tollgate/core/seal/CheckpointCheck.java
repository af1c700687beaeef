package dev.tollgate.core.seal;

import dev.tollgate.core.Sha256;
import dev.tollgate.core.seal.SealFinding.Checkpoints;
import dev.tollgate.core.seal.SealFinding.Problem;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Checks checkpoints in the order of their numbers: each signature, each against the one before, each manifest against
 * its checkpoint. What does not hold covers nothing.
 */
final class CheckpointCheck {
    /** Which checkpoints should be there. */
    enum Beginning {
        /** All from number 0 on. */
        FIRST,
        /** Some from any number on. */
        ANY
    }

    private final List<PublicKey> keys;
    private final Beginning beginning;
    private final SealFindings findings;
    private final Coverage coverage = new Coverage();
    private final List<KeptCheckpoint> here = new ArrayList<>();
    private final Map<String, SealedTo> sealedTo = new HashMap<>();
    private final List<Long> unsigned = new ArrayList<>();

    private Optional<String> origin;
    /** The digests that the next one may name; empty when that is not known. */
    private Set<String> previous = Set.of();

    private long next;
    private boolean isFirst = true;
    /** The last number whose checkpoint is not there or does not hold; -1 when there is none. */
    private long lastHole = -1;

    private long signed;

    /**
     * @param keys by one of which each must be signed
     * @param origin whose checkpoints they must be; empty for that of the first one that is signed
     */
    CheckpointCheck(List<PublicKey> keys, Optional<String> origin, Beginning beginning, SealFindings findings) {
        this.keys = List.copyOf(keys);
        this.origin = origin;
        this.beginning = beginning;
        this.findings = findings;
    }

    /** Several of the same place come one after the other; places never go back. */
    void add(KeptCheckpoint checkpoint) {
        if (!here.isEmpty() && here.getFirst().place() != checkpoint.place()) {
            finishPlace();
        }
        here.add(checkpoint);
    }

    Coverage end() {
        if (!here.isEmpty()) {
            finishPlace();
        }
        if (isFirst) {
            findings.checkpoint(
                    Problem.CHECKPOINT_MISSING,
                    0,
                    "missing, and there is no other: nothing was sealed yet, or all are gone");
        }
        if (signed == 0 && unsigned.size() > 1) {
            findings.add(
                    Problem.NOT_SIGNED,
                    new Checkpoints(unsigned.getFirst(), unsigned.getLast()),
                    "none of them is signed by this key");
        } else {
            unsigned.forEach(number -> findings.checkpoint(
                    Problem.NOT_SIGNED, number, "it is not signed by this key in the name of its origin"));
        }
        return coverage;
    }

    private void finishPlace() {
        long place = here.getFirst().place();
        expect(place);
        Map<String, Checkpoint> candidates = candidates(place);
        if (candidates.size() > 1) {
            findings.checkpoint(
                    Problem.FORK,
                    place,
                    "a fork: this key has signed " + candidates.size() + " of this number, "
                            + candidates.values().stream()
                                    .map(each -> each.digest().substring(0, 16) + "…")
                                    .collect(Collectors.joining(" and ")));
        }
        Optional<Checkpoint> chosen = candidates.values().stream()
                .filter(each -> previous.contains(each.previous()))
                .findFirst()
                .or(() -> candidates.values().stream().findFirst());
        chosen.ifPresentOrElse(
                checkpoint -> follow(
                        checkpoint,
                        candidates.values().stream().map(Checkpoint::digest).collect(Collectors.toSet())),
                () -> fallOut(place));
        here.clear();
        next = place + 1;
        isFirst = false;
    }

    private void expect(long place) {
        if (isFirst && beginning == Beginning.ANY) {
            lastHole = place - 1;
            return;
        }
        if (place > next) {
            findings.add(Problem.CHECKPOINT_MISSING, new Checkpoints(next, place - 1), "missing");
            fallOut(place - 1);
        }
    }

    private void fallOut(long number) {
        previous = Set.of();
        lastHole = number;
    }

    /** Those of a place that are signed and in their place, by their texts. */
    private Map<String, Checkpoint> candidates(long place) {
        var candidates = new LinkedHashMap<String, Checkpoint>();
        var seen = new TreeSet<String>();
        boolean isUnsigned = false;
        for (KeptCheckpoint kept : here) {
            String whole = kept.note().orElse("");
            if (!seen.add(whole)) {
                continue;
            }
            if (kept.note().isEmpty()) {
                if (here.stream().noneMatch(each -> each.note().isPresent())) {
                    findings.checkpoint(Problem.CHECKPOINT_MISSING, place, "missing, and only its manifest is there");
                }
                continue;
            }
            try {
                SignedNote note = SignedNote.parse(whole);
                Checkpoint checkpoint = Checkpoint.parse(note.text());
                if (!isSigned(note, checkpoint.origin())) {
                    isUnsigned = true;
                } else if (isInItsPlace(place, checkpoint)) {
                    candidates.put(note.text(), checkpoint);
                }
            } catch (SealFormatException malformed) {
                findings.checkpoint(Problem.CHECKPOINT_UNREADABLE, place, malformed.getMessage());
            }
        }
        if (isUnsigned) {
            unsigned.add(place);
        }
        return candidates;
    }

    private boolean isSigned(SignedNote note, String name) {
        return keys.stream().anyMatch(key -> note.isSignedBy(new NoteKey(name, key)));
    }

    private boolean isInItsPlace(long place, Checkpoint checkpoint) {
        signed++;
        if (origin.isEmpty()) {
            origin = Optional.of(checkpoint.origin());
        }
        if (!origin.get().equals(checkpoint.origin())) {
            findings.checkpoint(
                    Problem.OTHER_ORIGIN, place, "it is of " + checkpoint.origin() + ", not of " + origin.get());
            return false;
        }
        if (checkpoint.number() != place) {
            findings.checkpoint(
                    Problem.CHECKPOINT_REPLAYED, place, "checkpoint " + checkpoint.number() + " was put in its place");
            return false;
        }
        return true;
    }

    private void follow(Checkpoint checkpoint, Set<String> digests) {
        if (checkpoint.number() == 0) {
            previous = Set.of(Checkpoint.genesis(checkpoint.origin()));
        }
        if (!previous.isEmpty() && !previous.contains(checkpoint.previous())) {
            findings.checkpoint(
                    Problem.NOT_FOLLOWING,
                    checkpoint.number(),
                    checkpoint.number() == 0
                            ? "it names a checkpoint before it, though it is the first"
                            : "it follows another checkpoint " + (checkpoint.number() - 1)
                                    + " than the one that is there");
        }
        previous = digests;
        manifest(checkpoint)
                .ifPresentOrElse(
                        manifest -> {
                            ranges(checkpoint.number(), manifest);
                            coverage.add(checkpoint, manifest);
                        },
                        () -> lastHole = checkpoint.number());
    }

    private Optional<Manifest> manifest(Checkpoint checkpoint) {
        List<byte[]> all =
                here.stream().flatMap(each -> each.manifest().stream()).toList();
        if (all.isEmpty()) {
            findings.checkpoint(Problem.MANIFEST_MISSING, checkpoint.number(), "its manifest is missing");
            return Optional.empty();
        }
        Optional<byte[]> right = all.stream()
                .filter(bytes -> Sha256.hex(bytes).equals(checkpoint.manifest()))
                .findFirst();
        boolean isChanged = here.stream()
                .filter(each -> isOf(checkpoint, each))
                .flatMap(each -> each.manifest().stream())
                .anyMatch(bytes -> right.isEmpty() || !Arrays.equals(bytes, right.get()));
        if (isChanged || right.isEmpty()) {
            findings.checkpoint(
                    Problem.MANIFEST_CHANGED, checkpoint.number(), "its manifest is not the one that was signed");
        }
        return right.flatMap(bytes -> parsed(checkpoint, bytes));
    }

    private static boolean isOf(Checkpoint checkpoint, KeptCheckpoint kept) {
        return kept.note().filter(note -> note.startsWith(checkpoint.text())).isPresent();
    }

    private Optional<Manifest> parsed(Checkpoint checkpoint, byte[] bytes) {
        try {
            Manifest manifest = Manifest.parse(bytes);
            if (checkpoint.equals(Checkpoint.of(manifest, checkpoint.previous()))) {
                return Optional.of(manifest);
            }
            findings.checkpoint(
                    Problem.MANIFEST_CHANGED, checkpoint.number(), "its lines are not what its manifest says");
        } catch (SealFormatException malformed) {
            findings.checkpoint(Problem.MANIFEST_CHANGED, checkpoint.number(), malformed.getMessage());
        }
        return Optional.empty();
    }

    /** Behind a hole, a range may begin after records that the checkpoints of the hole sealed. */
    private void ranges(long number, Manifest manifest) {
        for (Manifest.Range range : manifest.ranges()) {
            SealedTo before = sealedTo.getOrDefault(range.writer(), SealedTo.NOTHING);
            long expected = before.seq() + 1;
            boolean isBehindHole = lastHole > before.number();
            if (isBehindHole ? range.from() < expected : range.from() != expected) {
                findings.checkpoint(
                        Problem.RANGES_BROKEN,
                        number,
                        "its records of chain " + range.writer() + " go on at " + range.from() + ", and " + expected
                                + " is the next");
            }
            sealedTo.put(range.writer(), new SealedTo(range.to(), number));
        }
    }

    /** How far a chain was sealed, and by which checkpoint. */
    private record SealedTo(long seq, long number) {
        private static final SealedTo NOTHING = new SealedTo(-1, -1);
    }
}
