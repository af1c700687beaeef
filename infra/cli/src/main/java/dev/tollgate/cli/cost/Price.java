package dev.tollgate.cli.cost;

import java.math.BigDecimal;

/**
 * What so many of something cost in a month.
 *
 * @param dollars 0 to 1,000,000
 * @param per 1 to 1,000,000,000
 */
public record Price(BigDecimal dollars, long per) {
    private static final BigDecimal MOST_DOLLARS = BigDecimal.valueOf(1_000_000);
    private static final long MOST_PER = 1_000_000_000L;

    public Price {
        if (dollars.signum() < 0 || dollars.compareTo(MOST_DOLLARS) > 0) {
            throw new IllegalArgumentException("dollars: expected 0 to 1,000,000");
        }
        if (per < 1 || per > MOST_PER) {
            throw new IllegalArgumentException("per: expected an integer from 1 to 1,000,000,000");
        }
    }

    double of(double quantity) {
        return quantity * dollars.doubleValue() / per;
    }

    @Override
    public String toString() {
        String text = "$" + dollars.toPlainString();
        return per == 1 ? text : text + " / " + Amount.text(per);
    }
}
