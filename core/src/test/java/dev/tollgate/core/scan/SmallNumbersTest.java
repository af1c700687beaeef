package dev.tollgate.core.scan;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** What the walk down a document relies on when it passes over numbers of few digits. */
class SmallNumbersTest {
    private static final int LEAST = 100_000;
    private static final int MOST = 999_999;

    /** A prime, so that all last digits come up. */
    private static final int STEP = 53;

    private final Scanner scanner = new Scanner();

    @Test
    void findsNothingInANumberOfSixDigitsInAFieldWhoseNameSaysNothing() {
        for (int number = LEAST; number <= MOST; number += STEP) {
            String digits = Integer.toString(number);
            assertFindsNothing(digits);
            assertFindsNothing("-" + digits);
            for (int point = 1; point < digits.length(); point++) {
                assertFindsNothing(digits.substring(0, point) + "." + digits.substring(point));
                assertFindsNothing("-" + digits.substring(0, point) + "." + digits.substring(point));
            }
        }
    }

    private void assertFindsNothing(String number) {
        byte[] text = number.getBytes(StandardCharsets.US_ASCII);
        for (String name : new String[] {"colour", "total"}) {
            Field field = scanner.field(name);
            assertTrue(field.saysNothing(), name);
            assertTrue(scanner.scan(text, 0, text.length, field).isEmpty(), number);
        }
    }
}
