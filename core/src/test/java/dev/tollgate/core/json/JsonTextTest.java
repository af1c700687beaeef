package dev.tollgate.core.json;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class JsonTextTest {
    private static final JsonText JSON = new JsonText(64);

    @Test
    void reads64LevelsAndRefusesThe65th() throws JsonException {
        JSON.parse("[".repeat(64) + "]".repeat(64));
        JSON.parse("{\"a\":".repeat(64) + "1" + "}".repeat(64));

        assertEquals("the JSON is nested too deep at '[0][0][0][0][0][0]…'", refusal("[".repeat(65) + "]".repeat(65)));
        assertEquals(
                "the JSON is nested too deep at 'a.a.a.a.a.a…'", refusal("{\"a\":".repeat(65) + "1" + "}".repeat(65)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\\u0\u7530065\"", "\"\\u004\u0131\"", "[\"a\\\\\\u\u0130041\"]", "\"\\u\uFF10041\""})
    void refusesDigitsThatAreNotOfAscii(String text) {
        assertTrue(refusal(text).contains("hexadecimal"), text);
    }

    @Test
    void aBackslashBeforeALetterUIsNoEscape() throws JsonException {
        assertEquals(Json.of("\\u\u7530065"), JSON.parse("\"\\\\u\u7530065\""));
    }

    @Test
    void refusesAnyDepthWithoutHarm() {
        assertTrue(refusal("[".repeat(200_000)).contains("too deep"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":1,\"a\":1} | a",
                "{\"a\":1,\"\\u0061\":2} | a",
                "{\"x\":{\"b\":[0,{\"c\":1,\"c\":2}]}} | x.b[1].c",
            })
    void refusesTheSameNameTwiceAndSaysWhere(String text, String place) {
        assertEquals("the member '" + place + "' stands there twice; names must be unique", refusal(text));
    }

    @Test
    void readsTheSameNameInDifferentObjects() throws JsonException {
        JSON.parse("{\"a\":{\"a\":[{\"a\":1},{\"a\":2}]}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "\\udc00", "\\ud800\\ud800", "\\udc00\\ud800", "a\\ud83d", "\\ude00b"})
    void refusesHalfASurrogatePair(String text) {
        String problem = " has half a surrogate pair, which is no character";

        assertEquals("the text at 'v[0]'" + problem, refusal("{\"v\":[\"" + text + "\"]}"));
        assertEquals("the text at the top" + problem, refusal("{\"" + text + "\":1}"));
    }

    @Test
    void readsAWholeSurrogatePair() throws JsonException {
        assertEquals(Json.of("\ud83d\ude00"), JSON.parse("\"\\ud83d\\ude00\""));
        assertEquals(Json.of("\ud83d\ude00"), JSON.parse("\"\ud83d\ude00\"".getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource({
        "22c0af22, overlong slash in two bytes",
        "22e080af22, overlong slash in three bytes",
        "22f08080af22, overlong slash in four bytes",
        "22c322, truncated in the middle",
        "22e282, truncated at the end",
        "22eda08022, a surrogate",
        "22f490808022, beyond the last character",
        "22ff22, no UTF-8 at all",
        "228022, a continuation alone",
        "fffe2200, UTF-16",
    })
    void refusesWhatIsNotUtf8(String hex, String why) {
        var problem = assertThrows(
                JsonException.class, () -> JSON.parse(HexFormat.of().parseHex(hex)), why);

        assertEquals("expected JSON in UTF-8, but the bytes are not UTF-8", problem.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{} {}", "1 2", "[] x", "{}}", "null,", "\"a\"\"b\""})
    void refusesAnythingAfterTheValue(String text) {
        assertThrows(JsonException.class, () -> JSON.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t"})
    void refusesNoContent(String text) {
        assertEquals("expected JSON, but there is no content", refusal(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[1,",
                "{\"a\"}",
                "{\"a\":}",
                "{a:1}",
                "{'a':1}",
                "[1,]",
                "{\"a\":1,}",
                "01",
                "+1",
                ".5",
                "1.",
                "1e",
                "0x10",
                "NaN",
                "Infinity",
                "-Infinity",
                "-",
                "tru",
                "TRUE",
                "undefined",
                "\"a",
                "\"\\x\"",
                "\"\\u00g0\"",
                "\"\t\"",
                "/* c */1",
                "1//c",
                "#c",
                "\ufeff{}"
            })
    void refusesWhatIsNotJson(String text) {
        assertThrows(JsonException.class, () -> JSON.parse(text));
    }

    @Test
    void namesThePlaceOfWhatIsMalformed() {
        assertEquals(
                "not well-formed JSON at line 2, column 10, in 'subject'", refusal("{\"subject\":\n  {\"id\": x}}"));
    }

    @Test
    void quotesNoMoreThanTheBeginningOfALongName() {
        String problem = refusal("{\"" + "n".repeat(1_000) + "\": [x]}");

        assertTrue(problem.contains("'" + "n".repeat(40) + "…'"), problem);
        assertTrue(problem.length() < 150, problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0",
                "1",
                "1e0",
                "1E+00",
                "-0",
                "-0.0",
                "100",
                "1e2",
                "0.1000",
                "123456789012345678901234567890"
            })
    void keepsNumbersAsTheyWereWritten(String number) throws JsonException {
        assertEquals(new Json.Num(number), JSON.parse(number));
        assertEquals(number, JsonText.write(JSON.parse(number)));
    }

    @Test
    void reads400DigitsAndRefusesMore() throws JsonException {
        JSON.parse("1".repeat(400));

        assertEquals("a number in 'a' has more than 400 characters", refusal("{\"a\":[0," + "1".repeat(401) + "]}"));
    }

    @Test
    void knowsWhichNumbersAreIntegers() {
        assertEquals(
                List.of(0L, -1L, Long.MAX_VALUE, Long.MIN_VALUE),
                integers("0", "-1", "9223372036854775807", "-9223372036854775808"));
        assertEquals(List.of(), integers("1.0", "1e3", "9223372036854775808", "-9223372036854775809", "9".repeat(400)));
    }

    @Property
    void readsWhatItWrote(@ForAll("values") Json value) throws JsonException {
        assertEquals(value, JSON.parse(JsonText.write(value)));
        assertEquals(value, JSON.parse(JsonText.writeBytes(value)));
    }

    @Property
    void answersWithAValueOrAJsonExceptionWhateverTheBytes(@ForAll byte[] bytes) {
        try {
            JSON.parse(bytes);
        } catch (JsonException refused) {
            assertTrue(refused.getMessage().length() < 300);
        }
    }

    @Property
    void survivesDamageToWhatItWrote(@ForAll("values") Json value, @ForAll int place, @ForAll byte damage) {
        byte[] bytes = JsonText.writeBytes(value);
        bytes[Math.floorMod(place, bytes.length)] = damage;

        answersWithAValueOrAJsonExceptionWhateverTheBytes(bytes);
    }

    @Provide
    Arbitrary<Json> values() {
        return AnyJson.values();
    }

    private static String refusal(String text) {
        return assertThrows(JsonException.class, () -> JSON.parse(text)).getMessage();
    }

    private static List<Long> integers(String... texts) {
        return List.of(texts).stream()
                .flatMap(text -> new Json.Num(text).asLong().stream())
                .toList();
    }
}
