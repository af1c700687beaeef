package dev.tollgate.core.scan.phone;

import dev.tollgate.core.scan.MarkedText;
import dev.tollgate.core.scan.Scanner;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

class PhoneNumberTest {
    private static final Scanner SCANNER = new Scanner();

    @ParameterizedTest
    @MethodSource
    void findsWhatIsMarkedAndNothingElse(MarkedText text) {
        assertEquals(text.expected(), text.found(SCANNER, 50));
    }

    static List<MarkedText> findsWhatIsMarkedAndNothingElse() {
        return MarkedText.ofResource("/scan/phones.txt");
    }
}
