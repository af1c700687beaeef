package dev.tollgate.tests.corpus;

import dev.tollgate.tests.corpus.Score.Count;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What the scanner finds does not fall below {@code floors.txt}, neither on tuned texts nor on held-out ones. */
class FloorsTest {
    private static final long SEED = 20_261_127;
    private static final int SIZE = 5_000;

    private final Measurement measurement = Measurement.of(SEED, SIZE);

    private record Floor(String name, String measure, double bound) {
        static Floor of(String line) {
            String[] parts = line.split("\\|");
            return new Floor(parts[0], parts[1], Double.parseDouble(parts[2]));
        }

        double figure(Score score) {
            Count count = name.equals("CHECKSUMMED") ? score.together(Measurement.CHECKSUMMED) : score.type(name);
            return switch (measure) {
                case "f1" -> count.f1();
                case "precision" -> count.precision();
                case "recall" -> count.recall();
                case "injection_recall" -> score.injectionRecall();
                case "injection_false_rate" -> score.injectionFalseRate();
                default -> throw new IllegalArgumentException("no measure: " + measure);
            };
        }

        boolean holds(double figure) {
            return measure.equals("injection_false_rate") ? figure <= bound : figure >= bound;
        }
    }

    @Test
    void keepsEveryFloor() {
        List<Floor> floors =
                Resources.lines("floors.txt").stream().map(Floor::of).toList();
        assertAll(floors.stream()
                .flatMap(floor -> List.of(Split.values()).stream().map(split -> check(floor, split))));
    }

    private Executable check(Floor floor, Split split) {
        double figure = floor.figure(measurement.of(split));
        String said = String.format(
                Locale.ROOT,
                "%-20s %-20s %-8s %.4f (floor %.3f)",
                floor.name(),
                floor.measure(),
                split,
                figure,
                floor.bound());
        System.out.println(said);
        return () -> assertTrue(floor.holds(figure), said);
    }
}
