package dev.tollgate.core.scan.health;

import dev.tollgate.core.scan.BehindLabel;

import static dev.tollgate.core.scan.ByteClass.isAsciiLetter;
import static dev.tollgate.core.scan.ByteClass.isDigit;

/** The forms that numbers of health care share. */
final class HealthNumber {
    private static final int LONGEST_WORD = 5;

    private HealthNumber() {}

    /** Enough digits, no longer words among the letters, and no date. */
    static boolean is(byte[] text, int start, int end, int leastDigits) {
        if (BehindLabel.digits(text, start, end) < leastDigits || isDate(text, start, end)) {
            return false;
        }
        int word = 0;
        for (int i = start; i < end; i++) {
            word = isAsciiLetter(text[i]) ? word + 1 : 0;
            if (word > LONGEST_WORD) {
                return false;
            }
        }
        return true;
    }

    /** {@code 2026-11-24}, {@code 24.11.2026}, {@code 11/24/26}, {@code 2026}. */
    private static boolean isDate(byte[] text, int start, int end) {
        int parts = 1;
        int length = 0;
        for (int i = start; i < end; i++) {
            if (isDigit(text[i])) {
                length++;
            } else if (isAsciiLetter(text[i]) || length == 3) {
                return false;
            } else {
                parts++;
                length = 0;
            }
        }
        boolean isYear = end - start == 4
                && (text[start] == '1' && text[start + 1] == '9' || text[start] == '2' && text[start + 1] == '0');
        return isYear || parts == 3 && length != 3 && end - start <= 10;
    }

    /**
     * The number of a person insured by law in Germany: a letter, eight digits and a check digit (GKV-Spitzenverband,
     * "Krankenversichertennummer", section 290 SGB V): the letter's place in two digits, weights 1 and 2 in turn, sums of
     * digits, modulo 10.
     */
    static boolean isGerman(byte[] text, int start, int end) {
        if (end - start != 10 || !isAsciiLetter(text[start])) {
            return false;
        }
        int letter = (text[start] | 0x20) - 'a' + 1;
        int sum = letter / 10 + weighted(letter % 10, 2);
        for (int i = 1; i < 10; i++) {
            if (!isDigit(text[start + i])) {
                return false;
            }
            if (i < 9) {
                sum += weighted(text[start + i] - '0', i % 2 == 1 ? 1 : 2);
            }
        }
        return sum % 10 == text[start + 9] - '0';
    }

    private static int weighted(int digit, int weight) {
        int product = digit * weight;
        return product > 9 ? product - 9 : product;
    }
}
