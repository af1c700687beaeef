package dev.tollgate.core.policy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

class ScheduleTest {
    private static final Set<DayOfWeek> WEEK = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);

    private static final Schedule OFFICE =
            berlin(Set.of(LocalDate.of(2026, 12, 25)), new Schedule.Window(WEEK, 8 * 60, 18 * 60));

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T06:59:59Z, false",
        "2026-11-24T07:00:00Z, true",
        "2026-11-24T16:59:59Z, true",
        "2026-11-24T17:00:00Z, false",
        "2026-11-28T09:00:00Z, false",
        "2026-12-25T09:00:00Z, false",
        "2026-12-24T23:30:00Z, false",
        "2026-07-01T06:00:00Z, true",
        "2026-07-01T05:59:59Z, false",
    })
    void isOpenFromTheFirstMinuteToBeforeTheLastByTheZonesClock(Instant now, boolean open) {
        assertEquals(open, OFFICE.isOpen(now));
    }

    /** In Berlin, 02:00 to 03:00 does not exist on 29 March 2026, and is there twice on 25 October. */
    @ParameterizedTest
    @CsvSource({
        "2026-03-29T00:59:59Z, false",
        "2026-03-29T01:00:00Z, false",
        "2026-10-24T23:59:59Z, false",
        "2026-10-25T00:00:00Z, true",
        "2026-10-25T00:59:59Z, true",
        "2026-10-25T01:00:00Z, true",
        "2026-10-25T01:59:59Z, true",
        "2026-10-25T02:00:00Z, false",
    })
    void anHourThatIsSkippedIsNeverAndOneThatIsRepeatedIsTwice(Instant now, boolean open) {
        var schedule = berlin(Set.of(), new Schedule.Window(EnumSet.of(DayOfWeek.SUNDAY), 120, 180));

        assertEquals(open, schedule.isOpen(now));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-27T20:59:59Z, false",
        "2026-11-27T21:00:00Z, true",
        "2026-11-28T04:59:59Z, true",
        "2026-11-28T05:00:00Z, false",
        "2026-11-28T21:00:00Z, false",
        "2026-12-25T22:00:00Z, false",
        "2026-12-26T01:00:00Z, false",
    })
    void aWindowPastMidnightBelongsToTheDayOnWhichItBegins(Instant now, boolean open) {
        var nights = berlin(Set.of(LocalDate.of(2026, 12, 25)), new Schedule.Window(WEEK, 22 * 60, 6 * 60));

        assertEquals(open, nights.isOpen(now));
    }

    @ParameterizedTest
    @CsvSource({"2026-11-28T22:59:59Z, true", "2026-11-27T23:00:00Z, true", "2026-11-28T23:00:00Z, false"})
    void aWholeDayEndsAtMidnight(Instant now, boolean open) {
        var saturday = berlin(Set.of(), new Schedule.Window(EnumSet.of(DayOfWeek.SATURDAY), 0, 1_440));

        assertEquals(open, saturday.isOpen(now));
    }

    private static Schedule berlin(Set<LocalDate> closed, Schedule.Window... windows) {
        return new Schedule("s", ZoneId.of("Europe/Berlin"), List.of(windows), closed);
    }
}
