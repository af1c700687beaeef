package dev.tollgate.core.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class PeriodTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void daysBeginWhereTheZoneSaysAlsoWhenClocksAreTurnedBack() {
        var period = new Period(Instant.parse("2026-10-23T22:00:00Z"), Instant.parse("2026-10-26T23:00:00Z"), BERLIN);

        assertEquals(
                List.of("2026-10-24", "2026-10-25", "2026-10-26"),
                period.parts().stream().map(Period.Part::label).toList());
        assertEquals(
                List.of(24L, 25L, 24L),
                period.parts().stream()
                        .map(part -> Duration.between(part.from(), part.to()).toHours())
                        .toList());
    }

    @Test
    void anHourThatComesTwiceIsTwoHours() {
        var period = new Period(Instant.parse("2026-10-24T23:30:00Z"), Instant.parse("2026-10-25T02:10:00Z"), BERLIN);

        assertEquals(
                List.of(
                        "2026-10-25 01:00 +02:00",
                        "2026-10-25 02:00 +02:00",
                        "2026-10-25 02:00 +01:00",
                        "2026-10-25 03:00 +01:00"),
                period.parts().stream().map(Period.Part::label).toList());
        assertEquals(period.from(), period.parts().getFirst().from());
        assertEquals(period.to(), period.parts().getLast().to());
    }

    @Test
    void hoursBeginWithTheHourOfTheZoneNotOfUtc() {
        var period = new Period(
                Instant.parse("2026-11-27T00:00:00Z"),
                Instant.parse("2026-11-27T02:00:00Z"),
                ZoneId.of("Asia/Kathmandu"));

        assertEquals(
                List.of("2026-11-27 05:00 +05:45", "2026-11-27 06:00 +05:45", "2026-11-27 07:00 +05:45"),
                period.parts().stream().map(Period.Part::label).toList());
        assertEquals(
                Instant.parse("2026-11-27T00:15:00Z"), period.parts().getFirst().to());
    }
}
