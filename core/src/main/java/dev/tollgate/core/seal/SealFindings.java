package dev.tollgate.core.seal;

import dev.tollgate.core.seal.SealFinding.Checkpoints;
import dev.tollgate.core.seal.SealFinding.Place;
import dev.tollgate.core.seal.SealFinding.Problem;
import java.util.ArrayList;
import java.util.List;

/** What was found so far: all of it is counted, and the first of it kept. */
final class SealFindings {
    static final int MOST_KEPT = 1_000;

    private final List<SealFinding> kept = new ArrayList<>();
    private long count;

    void add(Problem problem, Place place, String text) {
        count++;
        if (kept.size() < MOST_KEPT) {
            kept.add(new SealFinding(problem, place, text));
        }
    }

    void checkpoint(Problem problem, long number, String text) {
        add(problem, new Checkpoints(number, number), text);
    }

    long count() {
        return count;
    }

    List<SealFinding> kept() {
        return List.copyOf(kept);
    }
}
