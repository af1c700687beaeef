package dev.tollgate.hook.json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/** One text for equal values, to be hashed and signed: the JSON Canonicalization Scheme (RFC 8785). */
public final class CanonicalJson {
    private CanonicalJson() {}

    /** @throws ArithmeticException when a number lies beyond IEEE 754 double */
    public static String text(Json value) {
        var out = new StringBuilder(256);
        JsonText.write(value, TreeMap::new, text -> number(Double.parseDouble(text)), out);
        return out.toString();
    }

    /** {@code sha256:} and 64 hex digits. */
    public static String digest(Json value) {
        return "sha256:" + sha256(text(value));
    }

    /** 64 hex digits, of the text in UTF-8. */
    public static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** As ECMAScript writes the double (ECMA-262, Number::toString). */
    private static String number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new ArithmeticException("a number beyond IEEE 754 double has no canonical form");
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal digits = shortest(Math.abs(value));
        String text = digits.unscaledValue().toString();
        return (value < 0 ? "-" : "") + placed(text, text.length() - digits.scale());
    }

    /** The JDK's text is the shortest one, but for some doubles of which one digit is enough. */
    private static BigDecimal shortest(double positive) {
        BigDecimal known = new BigDecimal(Double.toString(positive)).stripTrailingZeros();
        BigDecimal single = new BigDecimal(positive).round(new MathContext(1, RoundingMode.HALF_EVEN));
        return single.doubleValue() == positive ? single : known;
    }

    /** @param point how many of the digits stand before the decimal point; may lie outside of them */
    private static String placed(String digits, int point) {
        int count = digits.length();
        if (point > 21 || point <= -6) {
            String fraction = count == 1 ? "" : "." + digits.substring(1);
            return digits.charAt(0) + fraction + (point > 0 ? "e+" : "e-") + Math.abs(point - 1);
        }
        if (point >= count) {
            return digits + "0".repeat(point - count);
        }
        return point > 0
                ? digits.substring(0, point) + "." + digits.substring(point)
                : "0." + "0".repeat(-point) + digits;
    }
}
