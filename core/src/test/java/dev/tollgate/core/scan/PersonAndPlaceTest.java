package dev.tollgate.core.scan;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

class PersonAndPlaceTest {
    private static final Scanner SCANNER = new Scanner();

    @ParameterizedTest
    @MethodSource
    void findsWhatIsMarkedAndNothingElse(MarkedText text) {
        assertEquals(text.expected(), text.found(SCANNER, 50));
    }

    static List<MarkedText> findsWhatIsMarkedAndNothingElse() {
        return Stream.of("names", "births", "addresses")
                .flatMap(file -> MarkedText.ofResource("/scan/" + file + ".txt").stream())
                .toList();
    }
}
