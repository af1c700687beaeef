package dev.tollgate.cli;

import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * What a command sees of the machine it runs on.
 *
 * @param environment its environment variables
 * @param directory where {@code .tollgate/local.env} is looked for
 * @param user who runs it
 */
public record Surroundings(Map<String, String> environment, Path directory, String user, InstantSource clock) {
    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /** In UTC, by which policies count days. */
    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    static Surroundings ofThisProcess() {
        return new Surroundings(
                System.getenv(), Path.of(""), System.getProperty("user.name", ""), InstantSource.system());
    }
}
