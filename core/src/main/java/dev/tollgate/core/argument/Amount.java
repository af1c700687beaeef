package dev.tollgate.core.argument;

import dev.tollgate.core.json.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * How much a call is about: the sum of the whole numbers at a path. A list counts as the number of its items, so that
 * {@code $.rows} means the same whether it is how many rows are asked for or the rows themselves.
 */
final class Amount {
    /** The largest up to which every whole number is exact in any JSON reader. */
    static final long LARGEST = 1L << 53;

    private static final int LONGEST_NUMBER = 40;

    private Amount() {}

    /** Empty when one of the values is no such number, or they are too much together. */
    static Optional<Long> of(List<Json> values) {
        long sum = 0;
        for (Json value : values) {
            Optional<Long> one = of(value);
            if (one.isEmpty() || sum + one.get() > LARGEST) {
                return Optional.empty();
            }
            sum += one.get();
        }
        return Optional.of(sum);
    }

    private static Optional<Long> of(Json value) {
        return switch (value) {
            case Json.Arr(List<Json> items) -> Optional.of((long) items.size());
            case Json.Num number ->
                number.asLong().or(() -> whole(number)).filter(whole -> whole >= 0 && whole <= LARGEST);
            case Json.Str other -> Optional.empty();
            case Json.Bool other -> Optional.empty();
            case Json.Null other -> Optional.empty();
            case Json.Obj other -> Optional.empty();
        };
    }

    /** {@code 5.0} and {@code 1e3} are whole numbers too. */
    private static Optional<Long> whole(Json.Num number) {
        if (number.text().length() > LONGEST_NUMBER) {
            return Optional.empty();
        }
        try {
            var value = new BigDecimal(number.text());
            boolean large = value.precision() - (long) value.scale() > LONGEST_NUMBER;
            return large ? Optional.empty() : Optional.of(value.longValueExact());
        } catch (ArithmeticException | NumberFormatException notWhole) {
            return Optional.empty();
        }
    }
}
