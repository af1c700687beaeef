package dev.tollgate.core.json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * One text for equal values, to be hashed. Members are sorted by their UTF-16 code units and strings are escaped as the
 * JSON Canonicalization Scheme asks (RFC 8785).
 */
public enum CanonicalJson {
    /** RFC 8785 whole: numbers as ECMAScript writes the nearest IEEE 754 double, so {@code 1.0} is {@code 1}. */
    RFC_8785(text -> EcmaScriptNumber.format(Double.parseDouble(text))),

    /** RFC 8785 but for numbers, which stay as they were written: no two different arguments share a digest. */
    NUMBERS_AS_WRITTEN(UnaryOperator.identity());

    private final JsonWriter writer;

    CanonicalJson(UnaryOperator<String> number) {
        // String.compareTo compares UTF-16 code units, the order that RFC 8785, section 3.2.3, asks for.
        this.writer = new JsonWriter(TreeMap::new, number);
    }

    /** @throws ArithmeticException when RFC 8785 is asked for a number beyond IEEE 754 double */
    public byte[] bytes(Json value) {
        return text(value).getBytes(StandardCharsets.UTF_8);
    }

    public String text(Json value) {
        return writer.text(value);
    }

    /** ECMAScript's Number::toString (ECMA-262, section 6.1.6.1.20). */
    private static final class EcmaScriptNumber {
        private static final MathContext ONE_DIGIT = new MathContext(1, RoundingMode.HALF_EVEN);

        static String format(double value) {
            if (Double.isNaN(value) || Double.isInfinite(value)) {
                throw new ArithmeticException("a number beyond the range of IEEE 754 double has no canonical form");
            }
            if (value == 0) {
                return "0";
            }
            BigDecimal shortest = shortest(Math.abs(value));
            String digits = shortest.unscaledValue().toString();
            int point = digits.length() - shortest.scale();
            return (value < 0 ? "-" : "") + place(digits, point);
        }

        /** The JDK finds the shortest digits, but never fewer than two, and then may take 4.9E-324 for 5E-324. */
        private static BigDecimal shortest(double positive) {
            BigDecimal ofTwoOrMore = new BigDecimal(Double.toString(positive)).stripTrailingZeros();
            if (ofTwoOrMore.precision() != 2) {
                return ofTwoOrMore;
            }
            BigDecimal ofOne = new BigDecimal(positive).round(ONE_DIGIT);
            return ofOne.doubleValue() == positive ? ofOne : ofTwoOrMore;
        }

        /** @param point where the decimal point stands, counted from the left of the digits */
        private static String place(String digits, int point) {
            int count = digits.length();
            if (count <= point && point <= 21) {
                return digits + "0".repeat(point - count);
            }
            if (0 < point && point <= 21) {
                return digits.substring(0, point) + "." + digits.substring(point);
            }
            if (-6 < point && point <= 0) {
                return "0." + "0".repeat(-point) + digits;
            }
            int exponent = point - 1;
            String sign = exponent < 0 ? "e-" : "e+";
            String mantissa = count == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
            return mantissa + sign + Math.abs(exponent);
        }
    }
}
