package dev.tollgate.core.scan;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ScannerPropertyTest {
    private static final Scanner SCANNER = new Scanner();

    private static final List<String> PIECES = List.of(
            "4111 1111 1111 1111",
            "DE89370400440532013000",
            "ann@example.org",
            "192.168.1.20",
            "::",
            ":",
            "@",
            "+49",
            "(",
            "00:1A:2b:3c:4d:5e",
            "52.52000, 13.40495",
            "card",
            "iban",
            "order",
            "bic ",
            "\n",
            ",",
            "|",
            "ip,name\n",
            "é",
            "\"",
            "1",
            "-",
            ".",
            " ",
            "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
            "a",
            "password=",
            "=",
            "/");

    @Property(seed = "4")
    void whateverTheBytesWhatIsFoundIsInsideThem(@ForAll byte[] text, @ForAll("places") int place) {
        int from = Math.min(place, text.length);
        List<Finding> findings =
                SCANNER.scan(text, from, text.length, Field.NONE).values();
        int last = from;
        for (Finding finding : findings) {
            assertTrue(finding.from() >= last && finding.to() <= text.length);
            last = finding.to();
        }
    }

    @Property(seed = "4")
    void piecesOfEverythingPutTogetherAreReadToTheEnd(@ForAll("mixtures") String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<Finding> findings =
                SCANNER.scan(bytes, 0, bytes.length, Field.NONE).values();

        var inside = new byte[bytes.length + 20];
        System.arraycopy(bytes, 0, inside, 10, bytes.length);
        List<Finding> moved = SCANNER.scan(inside, 10, 10 + bytes.length, Field.NONE).values().stream()
                .map(finding ->
                        new Finding(finding.type(), finding.from() - 10, finding.to() - 10, finding.confidence()))
                .toList();
        assertEquals(findings, moved);
    }

    @Provide
    Arbitrary<Integer> places() {
        return Arbitraries.integers().between(0, 8);
    }

    @Provide
    Arbitrary<String> mixtures() {
        return Arbitraries.of(PIECES).list().ofMaxSize(24).map(pieces -> String.join("", pieces));
    }
}
