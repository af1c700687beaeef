package dev.tollgate.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Moments as people give them: a time with its zone, or a day, which begins in UTC. */
final class PeriodText {
    static final String EXPECTED = "expected such as 2026-11-24T10:00:00Z or 2026-11-24";

    private PeriodText() {}

    static Optional<Instant> moment(String text) {
        try {
            return Optional.of(
                    text.length() <= "2026-10-01".length()
                            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                            : OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException noTime) {
            return Optional.empty();
        }
    }
}
