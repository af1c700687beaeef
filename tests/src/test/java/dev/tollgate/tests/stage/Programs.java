package dev.tollgate.tests.stage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Programs of other people that a test runs, and that a machine need not have. */
public final class Programs {
    private Programs() {}

    /** Skips the test, and says so, when one of them is not on the path. */
    public static void assume(String... programs) {
        for (String program : programs) {
            boolean isThere = List.of(System.getenv("PATH").split(":")).stream()
                    .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
            Assumptions.assumeTrue(isThere, program + " is not installed");
        }
    }
}
