package dev.tollgate.core.argument.schema;

import dev.tollgate.core.json.Json;
import java.math.BigDecimal;
import java.util.Optional;

/** One check of one call's arguments: what it has cost so far, and the first thing that was wrong. */
final class Check {
    /** Counted, not timed, so that the same arguments are judged alike on every machine. */
    static final long MOST_STEPS = 1_000_000;

    /** Each level of the arguments may pass through several schemas; this bounds references that go in circles. */
    static final int DEEPEST = 256;

    private long steps;
    private int depth;
    private int alternatives;
    private boolean tooComplex;
    private Optional<String> first = Optional.empty();

    Optional<String> verdict(boolean holds) {
        if (tooComplex) {
            return Optional.of("arguments are too complex to check");
        }
        return holds ? Optional.empty() : Optional.of(first.orElse("arguments do not match the schema"));
    }

    /** Notes what is wrong, unless another alternative may still hold. Always false. */
    boolean fail(Place place, String expected) {
        if (alternatives == 0 && first.isEmpty()) {
            first = Optional.of(place + " " + expected);
        }
        return false;
    }

    /** False when that is more than one check may take; the check is then over, and failed. */
    boolean spend(long cost) {
        steps += cost;
        if (steps > MOST_STEPS) {
            tooComplex = true;
        }
        return !tooComplex;
    }

    boolean giveUp() {
        tooComplex = true;
        return false;
    }

    /** The exact value of a number; when work with it would have no bound, the check is over. */
    Optional<BigDecimal> exact(Json.Num number) {
        Optional<BigDecimal> value =
                spend(1 + (number.text().length() >> 2)) ? ExactNumber.of(number) : Optional.empty();
        if (value.isEmpty()) {
            giveUp();
        }
        return value;
    }

    boolean enter() {
        return ++depth <= DEEPEST ? spend(1) : giveUp();
    }

    void leave() {
        depth--;
    }

    /** Whether one of several alternatives holds; if not, that alone is no mismatch. */
    boolean tries(Schema alternative, Json value, Place place, Seen seen) {
        alternatives++;
        boolean holds = alternative.holds(value, place, seen, this);
        alternatives--;
        return holds;
    }
}
