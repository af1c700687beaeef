package dev.tollgate.tests.fuzz;

import dev.tollgate.core.scan.Scanner;
import dev.tollgate.redaction.FunctionTrial;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Runs generated trials for some time, all of them whatever fails, and tells at the end what did not hold and what was
 * slow. Arguments: seconds, seed, the folder for what fails.
 */
public final class FuzzRun {
    private static final int FUNCTION_EACH = 12;
    private static final int MEASURED_EACH = 150;

    private FuzzRun() {}

    public static void main(String[] args) {
        long end =
                System.nanoTime() + Duration.ofSeconds(Long.parseLong(args[0])).toNanos();
        var seeds = new SplittableRandom(Long.parseLong(args[1]));
        var violations = new Violations(Path.of(args[2]));
        var scanner = new Scanner();
        var trials = new Trials(scanner);
        var function = new FunctionTrial(scanner);
        var slowest = new Slowest(scanner);
        var documents = documents(scanner);
        long done = 0;
        for (; System.nanoTime() < end; done++) {
            long seed = seeds.nextLong();
            Choices choices = Choices.seeded(seed);
            try {
                if (done % FUNCTION_EACH == 0) {
                    function.run(choices);
                } else if (done % MEASURED_EACH == 1) {
                    slowest.measure(documents.text(choices));
                } else {
                    trials.run(choices);
                }
            } catch (Violation violation) {
                violations.add(violation, seed);
            }
        }
        System.out.printf(Locale.ROOT, "%,d trials.%n%s%s", done, violations.report(), slowest.report());
        if (!violations.isEmpty()) {
            System.exit(1);
        }
    }

    private static Documents documents(Scanner scanner) {
        var tables = new Tables(scanner);
        return new Documents(tables, new Mutations(tables));
    }
}
