package dev.tollgate.cli;

import java.io.Console;
import java.io.InputStream;
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
 * @param input its standard input
 * @param screen where its output goes
 */
public record Surroundings(
        Map<String, String> environment,
        Path directory,
        String user,
        InstantSource clock,
        InputStream input,
        Screen screen) {
    /** Whether somebody watches. */
    public enum Screen {
        TERMINAL,
        NONE
    }

    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /** Nobody types and nobody watches. */
    public Surroundings(Map<String, String> environment, Path directory, String user, InstantSource clock) {
        this(environment, directory, user, clock, InputStream.nullInputStream(), Screen.NONE);
    }

    /** In UTC, by which policies count days. */
    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    static Surroundings ofThisProcess() {
        Console console = System.console();
        return new Surroundings(
                System.getenv(),
                Path.of(""),
                System.getProperty("user.name", ""),
                InstantSource.system(),
                System.in,
                console != null && console.isTerminal() ? Screen.TERMINAL : Screen.NONE);
    }
}
