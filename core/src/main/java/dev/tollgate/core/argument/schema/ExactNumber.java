package dev.tollgate.core.argument.schema;

import dev.tollgate.core.json.Json;
import java.math.BigDecimal;
import java.util.Optional;

/** The exact value of a JSON number, as long as it is cheap to calculate with. */
final class ExactNumber {
    private static final int LARGEST_EXPONENT = 1_000;
    private static final int MOST_DIGITS = 1_000;

    private ExactNumber() {}

    /** Empty when the number is so large, so small or so long that work with it would have no bound. */
    static Optional<BigDecimal> of(Json.Num number) {
        if (number.text().length() > MOST_DIGITS) {
            return Optional.empty();
        }
        try {
            var value = new BigDecimal(number.text());
            if (value.signum() == 0) {
                return Optional.of(BigDecimal.ZERO);
            }
            return Math.abs((long) value.scale()) > LARGEST_EXPONENT ? Optional.empty() : Optional.of(value);
        } catch (NumberFormatException exponentBeyondInt) {
            return Optional.empty();
        }
    }

    static boolean isWhole(BigDecimal value) {
        return value.scale() <= 0 || value.stripTrailingZeros().scale() <= 0;
    }
}
