package dev.tollgate.core.rollup;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.rollup.RollupStore.Hour;
import dev.tollgate.core.rollup.RollupStore.Part;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** What every store of rollups keeps. Each test has days of its own, since stores may share a table. */
public abstract class RollupStoreContract {
    protected abstract RollupStore store();

    @Test
    void givesAnHoursPartsInTheOrderOfTheirNumbersAndNoOthers() throws Exception {
        Instant hour = Instant.parse("2026-10-01T09:00:00Z");
        var later = new Part(hour, 1_000, rows(hour, 2));
        var earlier = new Part(hour, 999, rows(hour, 3));
        store().put(later, soon());
        store().put(earlier, soon());
        store().put(new Part(hour.plus(Duration.ofHours(1)), 1_000, rows(hour, 1)), soon());

        assertEquals(List.of(earlier, later), store().parts(hour, soon()));
    }

    @Test
    void theSamePartAgainChangesNothing() throws Exception {
        Instant hour = Instant.parse("2026-10-02T09:00:00Z");
        var part = new Part(hour, 7, rows(hour, 5));
        store().put(part, soon());
        store().put(part, soon());

        assertEquals(List.of(part), store().parts(hour, soon()));
    }

    @Test
    void keepsWhatDoesNotFitIntoOneItem() throws Exception {
        Instant hour = Instant.parse("2026-10-03T23:00:00Z");
        var part = new Part(hour, 7, rows(hour, 9_000));
        var whole = new Hour(hour, 5, 7, rows(hour, 9_000));
        store().put(part, soon());
        store().put(whole, soon());

        assertEquals(List.of(part), store().parts(hour, soon()));
        assertEquals(Optional.of(whole), store().hour(hour, soon()));
    }

    @Test
    void anHourTakesThePlaceOfTheOneBefore() throws Exception {
        Instant hour = Instant.parse("2026-10-04T00:00:00Z");
        store().put(new Hour(hour, 5, 7, rows(hour, 9_000)), soon());
        var later = new Hour(hour, 5, 12, rows(hour, 4));
        store().put(later, soon());

        assertEquals(List.of(later), store().hours(LocalDate.parse("2026-10-04"), soon()));
    }

    @Test
    void givesTheHoursOfADayInOrder() throws Exception {
        var hours = new ArrayList<Hour>();
        for (String time : List.of("2026-10-05T00:00:00Z", "2026-10-05T13:00:00Z", "2026-10-05T23:00:00Z")) {
            Instant hour = Instant.parse(time);
            hours.add(new Hour(hour, 1, 2, rows(hour, 1)));
        }
        for (Hour hour : hours.reversed()) {
            store().put(hour, soon());
        }
        Instant next = Instant.parse("2026-10-06T00:00:00Z");
        store().put(new Hour(next, 1, 2, rows(next, 1)), soon());

        assertEquals(hours, store().hours(LocalDate.parse("2026-10-05"), soon()));
        assertEquals(List.of(), store().hours(LocalDate.parse("2026-10-07"), soon()));
    }

    @Test
    void remembersHowFarRecordsWereCounted() throws Exception {
        var progress = new Progress(
                3,
                9,
                Instant.parse("2026-10-05T13:01:00.000250Z"),
                new TreeSet<>(List.of(Instant.parse("2026-10-05T13:00:00Z"))));
        store().put(progress, soon());

        assertEquals(Optional.of(progress), store().progress(soon()));
    }

    private static List<Row> rows(Instant hour, int count) {
        var rows = new ArrayList<Row>();
        for (int i = 0; i < count; i++) {
            var key = new Key(hour, "decision", "agent-%05d".formatted(i), "crm", "read", "allow", "allowed_by_policy");
            rows.add(new Row(
                    key,
                    new Counts(
                            i + 1,
                            new TreeMap<>(Map.of(Sum.ERRORS, 2L)),
                            Durations.of(i * 1_000L),
                            new TreeMap<>(Map.of("EMAIL redact", 3L)),
                            new TreeMap<>(Map.of("personal_data", 1L)))));
        }
        return rows;
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(30));
    }
}
