package dev.tollgate.hook;

import java.time.Duration;
import java.util.Locale;

/** How a call ended. */
public record Outcome(Status status, Duration took) {
    public enum Status {
        OK,
        ERROR,
        TIMEOUT,
        CANCELLED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
