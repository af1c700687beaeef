package dev.tollgate.core.json;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.erdtman.jcs.JsonCanonicalizer;
import org.erdtman.jcs.NumberToJSON;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.tollgate.core.json.CanonicalJson.NUMBERS_AS_WRITTEN;
import static dev.tollgate.core.json.CanonicalJson.RFC_8785;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class CanonicalJsonTest {
    private static final JsonText JSON = new JsonText(64);

    @ParameterizedTest
    @CsvSource({
        "0000000000000000, 0",
        "8000000000000000, 0",
        "0000000000000001, 5e-324",
        "8000000000000001, -5e-324",
        "7fefffffffffffff, 1.7976931348623157e+308",
        "ffefffffffffffff, -1.7976931348623157e+308",
        "4340000000000000, 9007199254740992",
        "c340000000000000, -9007199254740992",
        "4430000000000000, 295147905179352830000",
        "44b52d02c7e14af5, 9.999999999999997e+22",
        "44b52d02c7e14af6, 1e+23",
        "44b52d02c7e14af7, 1.0000000000000001e+23",
        "444b1ae4d6e2ef4e, 999999999999999700000",
        "444b1ae4d6e2ef4f, 999999999999999900000",
        "444b1ae4d6e2ef50, 1e+21",
        "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
        "3eb0c6f7a0b5ed8d, 0.000001",
        "41b3de4355555553, 333333333.3333332",
        "41b3de4355555554, 333333333.33333325",
        "41b3de4355555555, 333333333.3333333",
        "41b3de4355555556, 333333333.3333334",
        "41b3de4355555557, 333333333.33333343",
        "becbf647612f3696, -0.0000033333333333333333",
        "43143ff3c1cb0959, 1424953923781206.2"
    })
    void writesTheNumbersOfRfc8785AppendixB(String bits, String expected) {
        double value = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));

        assertEquals(expected, RFC_8785.text(new Json.Num(Double.toString(value))));
    }

    @Test
    void writesTheSampleOfRfc8785() throws JsonException {
        String sample = """
                {"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
                 "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/", "literals": [null, true, false]}""";

        assertEquals(
                "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                        + "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}",
                RFC_8785.text(JSON.parse(sample)));
    }

    @Test
    void sortsMembersByTheirUtf16CodeUnits() throws JsonException {
        String sample = """
                {"\\u20ac":"Euro Sign","\\r":"Carriage Return","\\ufb33":"Hebrew Letter Dalet With Dagesh",
                 "1":"One","\\ud83d\\ude00":"Emoji: Grinning Face","\\u0080":"Control","\\u00f6":"Latin Small Letter O"}""";

        assertEquals(
                "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"ö\":\"Latin Small Letter O\","
                        + "\"€\":\"Euro Sign\",\"\ud83d\ude00\":\"Emoji: Grinning Face\","
                        + "\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}",
                RFC_8785.text(JSON.parse(sample)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "-1e400", "1.8e308"})
    void refusesANumberBeyondDouble(String number) {
        assertThrows(ArithmeticException.class, () -> RFC_8785.text(new Json.Num(number)));
    }

    @Property(tries = 3_000)
    void writesEachDoubleAsTheOracleDoes(@ForAll("doubles") double value) throws IOException {
        // The oracle writes 1e-320 as 0.000…1e-178.
        Assume.that(Math.abs(value) >= Double.MIN_NORMAL);

        assertEquals(NumberToJSON.serializeNumber(value), RFC_8785.text(new Json.Num(Double.toString(value))));
    }

    @Property(tries = 2_000)
    void writesTheSmallestDoublesWithTheFewestDigits(@ForAll @LongRange(min = 1, max = 0xFFFFFFFFFFFFFL) long bits) {
        long fewBits = bits >>> (bits % 52);
        double value = Double.longBitsToDouble(Math.max(1, fewBits));
        String text = RFC_8785.text(new Json.Num(Double.toString(value)));
        int digits = new BigDecimal(text).precision();

        assertEquals(value, Double.parseDouble(text));
        assertTrue(digits == 1 || rounded(value, digits - 1) != value, text);
        assertEquals(0, new BigDecimal(text).compareTo(new BigDecimal(value).round(new MathContext(digits))));
    }

    @Property
    void writesEachValueAsTheOracleDoes(@ForAll("objects") Json.Obj value) throws IOException {
        Assume.that(value.members().values().stream().allMatch(CanonicalJsonTest::fitsDouble));

        assertEquals(new JsonCanonicalizer(JsonText.write(value)).getEncodedString(), RFC_8785.text(value));
    }

    @Property
    void changesNothingTheSecondTime(@ForAll("objects") Json.Obj value) throws JsonException {
        Assume.that(fitsDouble(value));
        String once = RFC_8785.text(value);

        assertEquals(once, RFC_8785.text(JSON.parse(once)));
    }

    @Property
    void doesNotHeedTheOrderOfMembers(@ForAll("objects") Json.Obj value, @ForAll Random random) {
        var shuffled = new ArrayList<>(value.members().entrySet());
        Collections.shuffle(shuffled, random);
        var members = new LinkedHashMap<String, Json>();
        shuffled.forEach((Map.Entry<String, Json> member) -> members.put(member.getKey(), member.getValue()));

        assertEquals(NUMBERS_AS_WRITTEN.text(value), NUMBERS_AS_WRITTEN.text(new Json.Obj(members)));
    }

    @Property
    void keepsNumbersApartThatAreWrittenDifferently(
            @ForAll("numbers") Json.Num one, @ForAll("numbers") Json.Num other) {
        Assume.that(!one.text().equals(other.text()));

        assertNotEquals(NUMBERS_AS_WRITTEN.text(one), NUMBERS_AS_WRITTEN.text(other));
    }

    @Property
    void keepsDifferentValuesApart(@ForAll("objects") Json.Obj one, @ForAll("objects") Json.Obj other) {
        Assume.that(!one.equals(other));

        assertNotEquals(NUMBERS_AS_WRITTEN.text(one), NUMBERS_AS_WRITTEN.text(other));
    }

    @Provide
    Arbitrary<Json.Obj> objects() {
        return AnyJson.objects();
    }

    @Provide
    Arbitrary<Json.Num> numbers() {
        return AnyJson.numbers();
    }

    @Provide
    Arbitrary<Double> doubles() {
        return AnyJson.doubles().withoutEdgeCases();
    }

    private static boolean isNormal(double value) {
        return value == 0 || Math.abs(value) >= Double.MIN_NORMAL && !Double.isInfinite(value);
    }

    private static double rounded(double value, int digits) {
        return new BigDecimal(value).round(new MathContext(digits)).doubleValue();
    }

    private static boolean fitsDouble(Json value) {
        return switch (value) {
            case Json.Num(String text) -> isNormal(Double.parseDouble(text));
            case Json.Arr(var items) -> items.stream().allMatch(CanonicalJsonTest::fitsDouble);
            case Json.Obj(var members) -> members.values().stream().allMatch(CanonicalJsonTest::fitsDouble);
            case Json.Str text -> true;
            case Json.Bool bool -> true;
            case Json.Null none -> true;
        };
    }
}
