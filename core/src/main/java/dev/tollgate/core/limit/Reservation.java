package dev.tollgate.core.limit;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A place in the future of one limit: its permits are taken, and one call may come for them, once, in one second.
 *
 * @param id nobody can guess it
 * @param digest of the call that may come
 * @param paid what was taken of the limit
 * @param notBeforeMicros when the limit admits the call, in microseconds since 1970
 */
public record Reservation(String id, String digest, Prepaid paid, long notBeforeMicros) {
    /** How late a call may come. In any time t, then, at most burst + rate x (t + this) is admitted. */
    public static final Duration KEPT = Duration.ofSeconds(1);

    /** The last moment at which the call may come. */
    public long expiresMicros() {
        return notBeforeMicros + KEPT.toNanos() / 1_000;
    }

    public Instant notBefore() {
        return instant(notBeforeMicros);
    }

    public Instant expires() {
        return instant(expiresMicros());
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
