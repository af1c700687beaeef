package dev.tollgate.tests.fuzz;

import dev.tollgate.core.scan.Scanner;

/** What Jazzer calls, by its name: bytes as a document, or as the choices of a generator. */
public final class FuzzTarget {
    private static final Trials TRIALS = new Trials(new Scanner());

    private FuzzTarget() {}

    /** Jazzer calls it first, so that the time of the first input is not that of making a scanner. */
    public static void fuzzerInitialize() {
        TRIALS.run(new byte[0]);
    }

    public static void fuzzerTestOneInput(byte[] bytes) {
        if (bytes.length > 0 && bytes[0] == 0) {
            TRIALS.run(Choices.of(bytes, 1));
        } else {
            TRIALS.run(bytes);
        }
    }
}
