package dev.tollgate.tests.corpus;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** The corpus' own check digits against examples that standards and authorities publish. */
class CheckDigitsTest {
    @Test
    void computesPublishedCheckDigits() {
        assertEquals(1, CheckDigits.luhn("411111111111111"));
        // CMS's example of an NPI: 1234567893.
        assertEquals(3, CheckDigits.luhn("80840123456789"));
        // The Bundeszentralamt für Steuern's test number 86095742719.
        assertEquals(9, CheckDigits.mod11And10("8609574271"));
        // The textbook example of Verhoeff's scheme: 2363.
        assertEquals(3, CheckDigits.verhoeff("236"));
        assertEquals("82", CheckDigits.iban("GB", "WEST12345698765432"));
        assertEquals("89", CheckDigits.iban("DE", "370400440532013000"));
        assertEquals(1, CheckDigits.ean("400638133393"));
    }

    @Test
    void hashesAsEthereumDoes() {
        byte[] hash = Keccak.hash256("abc".getBytes(StandardCharsets.US_ASCII));
        assertEquals(
                "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45",
                HexFormat.of().formatHex(hash));
    }
}
