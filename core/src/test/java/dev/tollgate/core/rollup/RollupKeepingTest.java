package dev.tollgate.core.rollup;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.SealedRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RollupKeepingTest {
    private static final Instant START = Instant.parse("2026-11-27T08:00:00Z");
    private static final Deadline DEADLINE = Deadline.in(Duration.ofMinutes(10));

    private final InMemoryRollups store = new InMemoryRollups();

    @Property(seed = "6", edgeCases = EdgeCasesMode.NONE, tries = 150)
    void whatIsCountedForRandomRecordsInRandomCheckpointsIsWhatOneWouldCount(@ForAll long seed) throws Exception {
        var random = new Random(seed);
        var all = new ArrayList<SealedRecord>();
        var rollups = new InMemoryRollups();
        var interrupted = new InterruptedRollups(rollups, random);
        var records = new RandomRecords(random);
        Instant sealed = START;
        int first = random.nextInt(3);
        for (int number = first; number < first + 12; number++) {
            sealed = sealed.plusSeconds(random.nextInt(1, 2_500));
            var covered = new ArrayList<SealedRecord>();
            for (int i = random.nextInt(30); i > 0; i--) {
                // Most of the last minutes; some are sealed hours late, and some have a clock that is ahead.
                int ago = random.nextInt(8) == 0 ? random.nextInt(4 * 3_600) : random.nextInt(-300, 2_500);
                covered.add(records.at(sealed.minusSeconds(ago).plusNanos(random.nextInt(1_000_000) * 1_000L)));
            }
            all.addAll(covered);
            interrupted.countUntilDone(number, sealed, covered);
        }

        Instant from = START.minus(Duration.ofHours(4)).plus(random.nextInt(400), ChronoUnit.MINUTES);
        Instant to = from.plus(random.nextInt(1, 600), ChronoUnit.MINUTES);
        var read = new RollupReading(rollups).read(from, to, key -> true, DEADLINE);

        assertEquals(naive(all, from, to), totals(read.rows()));
        var took = new ArrayList<Long>();
        all.stream()
                .filter(record -> isIn(record, from, to))
                .forEach(record -> took.add(record.content().integer("took_us").orElseThrow()));
        assertTook(took, Rollup.total(read.rows()).took());
        assertEquals(first + 11, read.progress().orElseThrow().through());
    }

    /** Each number that a report can show, by what it is about; counted one record at a time. */
    private static Map<String, Long> naive(List<SealedRecord> records, Instant from, Instant to) {
        var naive = new TreeMap<String, Long>();
        for (SealedRecord record : records) {
            if (!isIn(record, from, to)) {
                continue;
            }
            Json.Obj content = record.content();
            String kind = record.kind();
            if (content.members().containsKey("withdraws")) {
                kind = "withdrawal";
            } else if (content.members().containsKey("preflight")) {
                kind = "preflight";
            } else if (content.members().containsKey("repeats")) {
                kind = "repeat";
            }
            String tool = content.text("tool").orElse("").replaceAll("^p\\..*", "?");
            String about = kind + " " + content.text("agent").orElse("") + " "
                    + content.text("server").orElse("") + "/" + tool;
            naive.merge(about, 1L, Long::sum);
            for (Json item : content.items("findings")) {
                var finding = (Json.Obj) item;
                String type = finding.text("type").orElseThrow();
                naive.merge(about + " " + type, finding.integer("count").orElseThrow(), Long::sum);
            }
            content.texts("labels").forEach(label -> naive.merge(about + " " + label, 1L, Long::sum));
            content.integer("bytes_in")
                    .filter(bytes -> bytes > 0)
                    .ifPresent(bytes -> naive.merge(about + " in", bytes, Long::sum));
        }
        return naive;
    }

    private static Map<String, Long> totals(List<Row> rows) {
        var totals = new TreeMap<String, Long>();
        for (Row row : rows) {
            Key key = row.key();
            String about = key.kind() + " " + key.agent() + " " + key.server() + "/" + key.tool();
            totals.merge(about, row.counts().records(), Long::sum);
            row.counts()
                    .findings()
                    .forEach((finding, count) -> totals.merge(about + " " + finding.split(" ")[0], count, Long::sum));
            row.counts().labels().forEach((label, count) -> totals.merge(about + " " + label, count, Long::sum));
            long bytes = row.counts().sum(Sum.BYTES_IN);
            if (bytes > 0) {
                totals.merge(about + " in", bytes, Long::sum);
            }
        }
        return totals;
    }

    private static boolean isIn(SealedRecord record, Instant from, Instant to) {
        Instant at = Instant.parse(record.content().text("at").orElseThrow());
        return !at.isBefore(from) && at.isBefore(to);
    }

    private static void assertTook(List<Long> micros, Durations durations) {
        assertEquals(micros.size(), durations.count());
        micros.sort(Long::compareTo);
        for (int percent : List.of(1, 50, 99, 100)) {
            if (!micros.isEmpty()) {
                long exact = micros.get(Math.ceilDiv(micros.size() * percent, 100) - 1);
                Durations.Between between = durations.percentile(percent).orElseThrow();
                assertTrue(
                        between.leastMicros() <= exact && exact <= between.mostMicros(), () -> exact + " " + between);
                assertTrue(between.mostMicros() <= Math.max(3, between.leastMicros() * 5 / 4), between::toString);
            }
        }
    }

    @Test
    void aCheckpointThatWasCountedIsLeftAsItIs() throws Exception {
        var keeping = new RollupKeeping(store);
        var records = new RandomRecords(new Random(1));
        keeping.count(4, START, List.of(records.at(START)), DEADLINE);
        keeping.count(4, START, List.of(records.at(START), records.at(START)), DEADLINE);

        assertEquals(OptionalLong.of(4), keeping.through(DEADLINE));
        var read = new RollupReading(store).read(START, START.plusSeconds(60), key -> true, DEADLINE);
        assertEquals(1, Rollup.total(read.rows()).records());
    }

    @Test
    void refusesToLeaveACheckpointOut() throws Exception {
        var keeping = new RollupKeeping(store);
        keeping.count(4, START, List.of(), DEADLINE);

        var gap = assertThrows(IllegalArgumentException.class, () -> keeping.count(6, START, List.of(), DEADLINE));
        assertEquals("checkpoint 6 is to be counted, and 5 is the next", gap.getMessage());
    }

    @Test
    void aMonthIsAFewHundredItemsHoweverOftenWasSealed() throws Exception {
        var keeping = new RollupKeeping(store);
        var records = new RandomRecords(new Random(1));
        Instant end = START.plus(Duration.ofDays(3));
        int number = 0;
        for (Instant at = START; at.isBefore(end); at = at.plusSeconds(60)) {
            keeping.count(number++, at.plusSeconds(60), List.of(records.at(at)), DEADLINE);
        }

        var read = new RollupReading(store).read(START, end, key -> true, DEADLINE);
        assertEquals(number, Rollup.total(read.rows()).records());
        assertEquals(0, read.progress().orElseThrow().open().size());
        assertEquals(new RollupReading.Covering(0, number - 1), read.covering().orElseThrow());
        int hours = 0;
        for (int day = 0; day < 4; day++) {
            hours += store.hours(LocalDate.parse("2026-11-27").plusDays(day), DEADLINE)
                    .size();
        }
        assertEquals(72, hours);
    }

    /** Fails now and then at a write, as a function that is killed does. */
    private static final class InterruptedRollups {
        private final InMemoryRollups rollups;
        private final Random random;

        InterruptedRollups(InMemoryRollups rollups, Random random) {
            this.rollups = rollups;
            this.random = random;
        }

        void countUntilDone(long number, Instant sealed, List<SealedRecord> records) throws StoreException {
            while (true) {
                try {
                    new RollupKeeping(new KilledStore(rollups, random.nextInt(6)))
                            .count(number, sealed, records, DEADLINE);
                    return;
                } catch (IllegalStateException killed) {
                    // Somebody starts it again.
                }
            }
        }
    }
}
