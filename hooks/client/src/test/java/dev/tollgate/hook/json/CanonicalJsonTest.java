package dev.tollgate.hook.json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class CanonicalJsonTest {

    /** RFC 8785, appendix B, and numbers at the edges of ECMAScript's forms. */
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "5e-324, 5e-324",
        "1.7976931348623157e308, 1.7976931348623157e+308",
        "9007199254740992, 9007199254740992",
        "295147905179352830000, 295147905179352830000",
        "9.999999999999997e22, 9.999999999999997e+22",
        "1e23, 1e+23",
        "1.0000000000000001e23, 1.0000000000000001e+23",
        "999999999999999700000, 999999999999999700000",
        "1e21, 1e+21",
        "0.000001, 0.000001",
        "1e-7, 1e-7",
        "333333333.33333329, 333333333.3333333",
        "4.50, 4.5",
        "2e-3, 0.002",
        "1.0, 1",
        "100, 100"
    })
    void numbersAreWrittenAsEcmaScriptWritesThem(String written, String canonical) throws Exception {
        assertEquals(canonical, CanonicalJson.text(JsonText.read(written)));
    }

    @Test
    void membersAreSortedByUtf16AndTextsEscapedAsLittleAsCanBe() throws Exception {
        String json =
                "{\"\\u20ac\":\"Euro\",\"\\r\":\"\\u000f\\n\\\"\\\\/é\",\"\\ufb33\":1,\"1\":[true,null],\"\\ud83d\\ude00\":{}}";

        assertEquals(
                "{\"\\r\":\"\\u000f\\n\\\"\\\\/é\",\"1\":[true,null],\"€\":\"Euro\",\"😀\":{},\"\ufb33\":1}",
                CanonicalJson.text(JsonText.read(json)));
    }

    @Test
    void aNumberBeyondDoubleHasNoForm() {
        assertThrows(ArithmeticException.class, () -> CanonicalJson.text(JsonText.read("1e400")));
    }
}
