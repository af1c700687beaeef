package dev.tollgate.core.scan.id;

import dev.tollgate.core.scan.MarkedText;
import dev.tollgate.core.scan.Scanner;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

class NationalIdsTest {
    private static final Scanner SCANNER = new Scanner();

    @ParameterizedTest
    @MethodSource
    void findsWhatIsMarkedAndNothingElse(MarkedText text) {
        assertEquals(text.expected(), text.found(SCANNER, 50));
    }

    static List<MarkedText> findsWhatIsMarkedAndNothingElse() {
        return Stream.of("europe", "americas", "asia-africa-australia")
                .flatMap(region -> MarkedText.ofResource("/scan/ids-" + region + ".txt").stream())
                .toList();
    }
}
