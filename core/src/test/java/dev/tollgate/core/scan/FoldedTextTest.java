package dev.tollgate.core.scan;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class FoldedTextTest {
    private static final Scanner SCANNER = new Scanner();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u00a0",
                "\u2009",
                "\u202f",
                "\u2007",
                "\u3000",
                "\u200b",
                "\u00ad",
                "\u2060",
                "\ufeff",
                "\u200d",
                "\u2011",
                "\u2013",
                "\u2212",
                "\u200b\u200b",
                "&nbsp;",
                "&#160;",
                "%20"
            })
    void aNumberIsFoundWithWhateverLooksLikeASpaceOrLikeNothing(String separator) {
        assertFound("CREDIT_CARD", "card " + String.join(separator, "4111", "1111", "1111", "1111"), "é", " thanks");
        assertFound("US_SSN", "SSN: " + String.join(separator, "078", "05", "1120"), "é SSN: ", "");
        assertFound("IBAN", String.join(separator, "DE89", "3704", "0044", "0532", "0130", "00"), "\u200b", ".");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ann\uff20example.org",
                "ann&#64;example.org",
                "ann&#X40;example.org",
                "ann&commat;example.org",
                "ann%40example.org",
                "ann\\u0040example.org",
                "ann\u200b@\u200bexample.org",
                "ann@exam\u00adple.org",
                "\uff41\uff4e\uff4e\uff20\uff45\uff58\uff41\uff4d\uff50\uff4c\uff45\uff0e\uff4f\uff52\uff47"
            })
    void anAddressIsFoundHoweverItsSignIsWritten(String address) {
        assertFound("EMAIL_ADDRESS", address, "mail ", " thanks");
    }

    @Test
    void wideDigitsAreDigits() {
        assertFound("CREDIT_CARD", "\uff14" + "\uff11".repeat(15), "card ", "。");
    }

    @Test
    void aKeyIsFoundWithSomethingInvisibleInIt() {
        assertFound("AWS_ACCESS_KEY_ID", "AKIA" + "Q3EG\u200bRIVTZ5XWM7NB", "key ", "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Prix : 1\u00a0234\u00a0567,89\u00a0€",
                "de 1990\u20131995, pages 12\u201318",
                "100%40 of it",
                "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
                "https://a.example/?q=tea%20time&x=%40"
            })
    void whatIsNoValueStaysNone(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertEquals(List.of(), SCANNER.scan(bytes, 0, bytes.length, Field.NONE).values());
    }

    private static void assertFound(String type, String value, String before, String after) {
        byte[] bytes = ("#" + before + value + after).getBytes(StandardCharsets.UTF_8);
        List<Finding> found = SCANNER.scan(bytes, 1, bytes.length, Field.NONE).values();
        String told = found + " in " + before + value + after;
        assertEquals(1, found.size(), told);
        assertEquals(type, found.getFirst().type().name(), told);
        int end = found.getFirst().to();
        int start = found.getFirst().from();
        assertTrue(value.endsWith(new String(bytes, start, end - start, StandardCharsets.UTF_8)), told);
        assertEquals(("#" + before + value).getBytes(StandardCharsets.UTF_8).length, end, told);
    }
}
