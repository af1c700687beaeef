package dev.tollgate.core;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Moments as ISO 8601 in UTC with all six digits of the microseconds, so that texts sort as moments do. */
public final class SortableTime {
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private SortableTime() {}

    /** For example {@code 2026-11-23T10:00:00.000250Z}; what is finer than a microsecond is cut off. */
    public static String text(Instant instant) {
        return FORM.format(instant);
    }
}
