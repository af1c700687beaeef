package dev.tollgate.cli.cost;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as an estimate shows them. */
final class Amount {
    private static final double WHOLE_FROM = 1_000;

    private Amount() {}

    /** From 1,000 on rounded to whole ones, below to five digits. */
    static String text(double value) {
        if (Math.abs(value) >= WHOLE_FROM) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        BigDecimal exact = BigDecimal.valueOf(value).round(new MathContext(5, RoundingMode.HALF_UP));
        return exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
    }

    static String dollars(double value) {
        return String.format(Locale.ROOT, "%,.2f", value);
    }
}
