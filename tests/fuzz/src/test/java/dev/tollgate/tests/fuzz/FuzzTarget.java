package dev.tollgate.tests.fuzz;

import dev.tollgate.core.scan.Scanner;

/** What Jazzer calls, by its name: bytes as a document, or as the choices of a generator. */
public final class FuzzTarget {
    private static final Trials TRIALS = new Trials(new Scanner());

    private FuzzTarget() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        if (bytes.length > 0 && bytes[0] == 0) {
            TRIALS.run(Choices.of(bytes, 1));
        } else {
            TRIALS.run(bytes);
        }
    }
}
